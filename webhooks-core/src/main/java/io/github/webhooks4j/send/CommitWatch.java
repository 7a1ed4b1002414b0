package io.github.webhooks4j.send;

/** Hears from a store when published events can be claimed. Implementations are thread-safe and never throw. */
public interface CommitWatch {
    /** The events are committed. Called after the commit, once. */
    void committed();

    /** The events are in a transaction whose end this store does not see: they may appear soon, or never. */
    void unseen();
}
