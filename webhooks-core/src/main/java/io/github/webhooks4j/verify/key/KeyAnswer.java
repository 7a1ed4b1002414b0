package io.github.webhooks4j.verify.key;

/**
 * What the source of a key answers to who shows credentials. Safe for all threads while nobody changes the body.
 *
 * @param status 200 for a key, 401 when the credentials are not taken, 404 when there is no such key
 * @param body not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the fetcher to its one caller
public record KeyAnswer(int status, byte[] body) {
    /** Tells the status. */
    @Override
    public String toString() {
        return "KeyAnswer[" + status + "]";
    }
}
