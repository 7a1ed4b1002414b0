package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.reactor.Command;

/** Asks a proxy for a way through (CONNECT). Any answer but 2xx is "no connection". */
final class Tunnel implements AsyncClientExchangeHandler {
    private final ManagedAsyncClientConnection connection;
    private final Destination destination;
    private final FutureCallback<ManagedAsyncClientConnection> callback;
    private boolean over;

    private Tunnel(
            ManagedAsyncClientConnection connection,
            Destination destination,
            FutureCallback<ManagedAsyncClientConnection> callback) {
        this.connection = connection;
        this.destination = destination;
        this.callback = callback;
    }

    static void open(
            ManagedAsyncClientConnection connection,
            Destination destination,
            HttpContext context,
            FutureCallback<ManagedAsyncClientConnection> callback) {
        connection.submitCommand(
                new RequestExecutionCommand(
                        new Tunnel(connection, destination, callback), null, HttpCoreContext.castOrCreate(context)),
                Command.Priority.NORMAL);
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, java.io.IOException {
        HttpRequest request = new BasicHttpRequest("CONNECT", destination.host(), destination.authority());
        request.addHeader("Host", destination.authority());
        channel.sendRequest(request, null, context);
    }

    @Override
    public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context) {
        if (response.getCode() / 100 == 2) {
            if (ends()) {
                callback.completed(connection);
            }
        } else {
            fail(new Failure(ErrorKind.CONNECT, "the proxy refused with status " + response.getCode()));
        }
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        // the answer that counts comes later
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void produce(DataStreamChannel channel) {
        // CONNECT has no body
    }

    @Override
    public void updateCapacity(CapacityChannel channel) {
        // a body is not wanted
    }

    @Override
    public void consume(ByteBuffer source) {
        source.position(source.limit());
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        // only of a refusal
    }

    @Override
    public void failed(Exception cause) {
        fail(new Failure(ErrorKind.CONNECT, "the proxy closed the connection"));
    }

    @Override
    public void cancel() {
        fail(new Failure(ErrorKind.CONNECT, "the proxy closed the connection"));
    }

    @Override
    public void releaseResources() {
        // holds none
    }

    private void fail(Failure failure) {
        if (ends()) {
            callback.failed(failure);
        }
    }

    private synchronized boolean ends() {
        boolean first = !over;
        over = true;
        return first;
    }
}
