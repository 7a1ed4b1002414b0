package io.github.webhooks4j.internal;

/**
 * What a JSON text begins with, and no URL holds as it stands (RFC 3986, sections 3.3 and 3.4). Where a scheme signs a
 * URL and a body with nothing between them, a URL that holds it could be the right one and the beginning of the body.
 */
public final class JsonStart {
    private JsonStart() {}

    /**
     * Whether JSON could begin within a URL.
     *
     * @param url with its scheme and host; brackets around the address of a host are none
     * @return whether it holds a brace, a quotation mark, or a bracket behind its host
     */
    public static boolean isIn(String url) {
        int host = url.indexOf("://") + 3;
        int path = host < 3 ? 0 : url.indexOf('/', host);
        int query = url.indexOf('?');
        int behind = path < 0 || (query >= 0 && query < path) ? query : path;
        return url.indexOf('{') >= 0 || url.indexOf('"') >= 0 || (behind >= 0 && url.indexOf('[', behind) >= 0);
    }
}
