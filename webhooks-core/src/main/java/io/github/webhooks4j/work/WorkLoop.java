package io.github.webhooks4j.work;
/** Stub. @param <T> t */
public final class WorkLoop<T> {
    /** w. */
    public WorkLoop() {}
    /** w. */
    public void wake() {}
    /** w. */
    public void start() {}
    /** w. @param d d */
    public void close(java.time.Duration d) {}
}
