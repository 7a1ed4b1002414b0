package io.github.webhooks4j.servlet;

/** What can be wrong with a call, in the words of HTTP. */
enum Problem {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    TIMEOUT(408, "Request Timeout"),
    CONFLICT(409, "Conflict"),
    TOO_LARGE(413, "Content Too Large"),
    NOT_JSON(415, "Unsupported Media Type"),
    FAULTS(422, "Unprocessable Content"),
    DEFECT(500, "Internal Server Error"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
