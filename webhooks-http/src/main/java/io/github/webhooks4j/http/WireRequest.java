package io.github.webhooks4j.http;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.OutboundRequest;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/** Puts the head of a request together: what the caller gave, and what the protocol asks for. */
final class WireRequest {
    /** Fields that say where a message ends, or are for the next hop only: ours, or nobody's. */
    private static final Set<String> OF_THE_PROTOCOL = Set.of(
            "host",
            "content-length",
            "connection",
            "accept-encoding",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection");

    private WireRequest() {}

    /** Throws for a field that cannot be sent as it is, naming it but not its value. */
    static void check(Headers headers) {
        headers.forEach((name, value) -> {
            if (OF_THE_PROTOCOL.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("the header '" + name + "' is the transport's to set");
            }
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
                throw new IllegalArgumentException("the header '" + name + "' has a character that cannot be sent");
            }
        });
    }

    static HttpRequest of(OutboundRequest request, Destination destination) {
        HttpRequest head = new BasicHttpRequest("POST", destination.host(), destination.requestTarget());
        head.addHeader("Host", destination.hostField());
        request.headers().forEach(head::addHeader);
        head.addHeader("Content-Length", Integer.toString(request.body().length));
        head.addHeader("Accept-Encoding", "identity");
        head.addHeader("Connection", "keep-alive");
        return head;
    }
}
