package io.github.webhooks4j.http;

import io.github.webhooks4j.send.target.AddressResolver;
import io.github.webhooks4j.send.target.TargetPolicy;
import java.time.Duration;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.jspecify.annotations.Nullable;

/** What the builder was given, checked. */
record TransportSettings(
        TargetPolicy policy,
        AddressResolver resolver,
        Duration connectTimeout,
        Duration lookupTimeout,
        int lookupThreads,
        int ioThreads,
        int maxConnections,
        int maxConnectionsPerHost,
        @Nullable HttpHost proxy,
        TlsStrategy tls) {}
