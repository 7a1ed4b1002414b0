/** Receiving webhooks: verifiers, message store and dispatcher, without a container or a database. */
module io.github.webhooks4j.core {
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires java.naming;
    requires java.net.http;
    requires static com.nimbusds.jose.jwt;
    requires static transitive org.jspecify;

    exports io.github.webhooks4j;
    exports io.github.webhooks4j.memory;
    exports io.github.webhooks4j.observe;
    exports io.github.webhooks4j.receive;
    exports io.github.webhooks4j.send;
    exports io.github.webhooks4j.send.hook;
    exports io.github.webhooks4j.send.target;
    exports io.github.webhooks4j.sign;
    exports io.github.webhooks4j.verify;
    exports io.github.webhooks4j.verify.handshake;
    exports io.github.webhooks4j.verify.httpsig;
    exports io.github.webhooks4j.verify.jwt;
    exports io.github.webhooks4j.verify.key;
    exports io.github.webhooks4j.verify.provider;
    exports io.github.webhooks4j.work;

    uses io.github.webhooks4j.send.TransportFactory;
}
