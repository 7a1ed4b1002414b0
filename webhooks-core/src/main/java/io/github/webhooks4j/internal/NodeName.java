package io.github.webhooks4j.internal;

import java.util.UUID;

/** What a node calls itself when the application gives it no name. */
public final class NodeName {
    private static final int MAX_HOST = 60;

    private NodeName() {}

    /** The host, the process and four random digits: another one on every call. */
    public static String made() {
        String host = System.getenv("HOSTNAME");
        String known = host == null || host.isBlank() ? "node" : host.substring(0, Math.min(MAX_HOST, host.length()));
        return known + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 4);
    }
}
