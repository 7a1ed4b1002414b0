/** Sends webhooks over HTTP/1.1, only to addresses that the target policy allows. */
module io.github.webhooks4j.http {
    requires transitive io.github.webhooks4j.core;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.apache.httpcomponents.core5.httpcore5.h2;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.webhooks4j.http;

    provides io.github.webhooks4j.send.TransportFactory with
            io.github.webhooks4j.http.HttpTransportFactory;
}
