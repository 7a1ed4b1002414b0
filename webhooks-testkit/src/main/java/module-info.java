/** For tests: a clock to move, requests to sign, receivers that misbehave, and the contract tests of every seam. */
module io.github.webhooks4j.testkit {
    requires transitive io.github.webhooks4j.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.assertj.core;
    requires transitive java.net.http;
    requires static transitive org.jspecify;

    exports io.github.webhooks4j.testkit;
    exports io.github.webhooks4j.testkit.contract;
}
