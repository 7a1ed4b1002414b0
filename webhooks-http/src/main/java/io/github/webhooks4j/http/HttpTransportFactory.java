package io.github.webhooks4j.http;

import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportFactory;

/** Found by {@link java.util.ServiceLoader} where no transport is given: {@link HttpTransport#create()}. */
public final class HttpTransportFactory implements TransportFactory {
    /** For {@link java.util.ServiceLoader}. */
    public HttpTransportFactory() {}

    @Override
    public Transport create() {
        return HttpTransport.create();
    }
}
