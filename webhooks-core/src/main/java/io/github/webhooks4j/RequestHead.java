package io.github.webhooks4j;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an inbound request before its body: enough to refuse most of what is wrong without
 * reading a byte.
 *
 * <p>Immutable. {@link #toString()} prints the method and the header names, never the target.
 */
public final class RequestHead {
    private final String method;
    private final String target;
    private final Headers headers;
    private final Optional<String> remoteAddress;
    private final Optional<String> externalUrl;
    private final List<X509Certificate> clientCertificates;
    private final Optional<Headers.Fault> headersFault;

    private RequestHead(
            String method,
            String target,
            Headers headers,
            Optional<Headers.Fault> headersFault,
            Optional<String> remoteAddress,
            Optional<String> externalUrl,
            List<X509Certificate> clientCertificates) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.headersFault = headersFault;
        this.remoteAddress = remoteAddress;
        this.externalUrl = externalUrl;
        this.clientCertificates = clientCertificates;
    }

    /**
     * A head with what every request has.
     *
     * @param method as on the wire, upper case by convention
     * @param target path and query exactly as on the wire, not decoded: {@code /webhooks/bank?id=7}
     * @param headers all header fields
     * @return the head
     */
    public static RequestHead of(String method, String target, Headers headers) {
        return new RequestHead(
                method, target, headers, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A head with fields as a remote party sent them, whatever they are: when they have a fault, the head
     * has no fields and tells the fault.
     *
     * @param method as on the wire
     * @param target path and query exactly as on the wire
     * @param fields what arrived
     * @return the head
     */
    public static RequestHead of(String method, String target, Headers.Builder fields) {
        Headers headers = fields.fault().isPresent() ? Headers.empty() : fields.build();
        return new RequestHead(method, target, headers, fields.fault(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A copy that knows the peer.
     *
     * @param address the address of the connection's other end, as text
     * @return the copy
     */
    public RequestHead withRemoteAddress(String address) {
        return new RequestHead(
                method, target, headers, headersFault, Optional.of(address), externalUrl, clientCertificates);
    }

    /**
     * A copy that knows the URL under which the sender called, for schemes that sign it. It comes from
     * configuration, never from a header that the sender controls.
     *
     * @param url the whole URL, query included, not re-encoded
     * @return the copy
     */
    public RequestHead withExternalUrl(String url) {
        return new RequestHead(
                method, target, headers, headersFault, remoteAddress, Optional.of(url), clientCertificates);
    }

    /**
     * A copy that knows the certificates of a mutual TLS connection.
     *
     * @param certificates the peer's own first
     * @return the copy
     */
    public RequestHead withClientCertificates(List<X509Certificate> certificates) {
        return new RequestHead(
                method, target, headers, headersFault, remoteAddress, externalUrl, List.copyOf(certificates));
    }

    /**
     * The method as on the wire.
     *
     * @return the method
     */
    public String method() {
        return method;
    }

    /**
     * Path and query exactly as on the wire.
     *
     * @return the target
     */
    public String target() {
        return target;
    }

    /**
     * The path of the target, not decoded, without the query.
     *
     * @return the path
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * The query of the target, not decoded.
     *
     * @return what follows the first question mark; empty when there is none
     */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /**
     * All header fields.
     *
     * @return the headers
     */
    public Headers headers() {
        return headers;
    }

    /**
     * What is wrong with the header fields that arrived.
     *
     * @return the fault; {@link #headers()} is empty then
     */
    public Optional<Headers.Fault> headersFault() {
        return headersFault;
    }

    /**
     * The address of the connection's other end.
     *
     * @return the address as text, when known
     */
    public Optional<String> remoteAddress() {
        return remoteAddress;
    }

    /**
     * The URL under which the sender called, when a public URL is configured.
     *
     * @return the URL
     */
    public Optional<String> externalUrl() {
        return externalUrl;
    }

    /**
     * The certificates of a mutual TLS connection.
     *
     * @return the peer's own first; empty without mutual TLS
     */
    public List<X509Certificate> clientCertificates() {
        return clientCertificates;
    }

    @Override
    public String toString() {
        return "RequestHead[" + method + " " + headers + "]";
    }
}
