package io.github.webhooks4j.http;

import io.github.webhooks4j.send.target.TargetVerdict;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param target what the policy allowed
 * @param proxy through which proxy, if any
 * @param path path and query, as in the URL
 */
record Destination(TargetVerdict.Allowed target, @Nullable HttpHost proxy, String path) {
    static Destination of(String url, TargetVerdict.Allowed target, @Nullable HttpHost proxy) {
        URI parsed = URI.create(url);
        String path = parsed.getRawPath() == null || parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath();
        return new Destination(target, proxy, parsed.getRawQuery() == null ? path : path + "?" + parsed.getRawQuery());
    }

    /** The target by its name: TLS asks for this name and checks the certificate against it. */
    HttpHost host() {
        return new HttpHost(target.https() ? "https" : "http", target.host(), target.port());
    }

    /** What the pool keeps connections apart by: scheme, name, port and proxy. */
    HttpRoute route() {
        return proxy == null
                ? new HttpRoute(host(), null, target.https())
                : new HttpRoute(host(), null, proxy, target.https());
    }

    boolean tunnelled() {
        return proxy != null && target.https();
    }

    /** The name to be looked up, or the literal that needs no look-up. */
    String nameToDial() {
        return proxy == null ? target.host() : proxy.getHostName();
    }

    int portToDial() {
        return proxy == null ? target.port() : proxy.getPort();
    }

    /** The literal of the URL; of a proxy only its resolver knows. */
    Optional<InetAddress> literal() {
        return proxy == null ? target.literal() : Optional.empty();
    }

    /** {@code host:port}, a literal of IPv6 in brackets. */
    String authority() {
        return bracketed() + ":" + target.port();
    }

    /** What Host says: without the port that goes without saying. */
    String hostField() {
        return target.port() == (target.https() ? 443 : 80) ? bracketed() : authority();
    }

    /** What the request line says: the whole URL to a proxy that reads the request. */
    String requestTarget() {
        return proxy == null || target.https() ? path : "http://" + hostField() + path;
    }

    private String bracketed() {
        return target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
    }
}
