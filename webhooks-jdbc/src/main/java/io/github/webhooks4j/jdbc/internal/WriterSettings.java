package io.github.webhooks4j.jdbc.internal;

import java.time.Duration;

/**
 * How the gathering writer works.
 *
 * @param threads how many write, each on a connection of its own
 * @param queueMessages how many messages may wait
 * @param queueBytes how many bytes of bodies may wait
 * @param batchMessages how many messages one transaction takes
 * @param batchBytes how many bytes of bodies one transaction takes
 * @param deadline after which a stage fails that is not done
 * @param connectionWait how long a connection may take to come
 */
public record WriterSettings(
        int threads,
        int queueMessages,
        long queueBytes,
        int batchMessages,
        long batchBytes,
        Duration deadline,
        Duration connectionWait) {}
