package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.observe.RequestFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bodies that are too long, too short, too slow, strange; and good ones, byte for byte. */
class BodiesTest extends ServletFixture {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void ten_gigabytes_declared_are_refused_before_a_byte_of_them() throws Exception {
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", new byte[0]) + "Content-Length: 10000000000\r\n\r\n");

            assertThat(http.hasAnswerWithin(SOON)).isTrue();
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection").orElse("")).isEqualToIgnoringCase("close");
        }
        await().until(() -> threadsInside() == 0);
        assertThat(faults()).isSubsetOf(RequestFault.BODY_TOO_LARGE); // or the container's own limit
    }

    /** A container may close without a word; what it must not do is take the request. */
    private void assertRefused(RawHttp http, Integer... statuses) {
        try {
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isIn((Object[]) statuses);
            if (!faults().isEmpty()) { // it came as far as to us
                assertThat(answer.text()).doesNotContain("Exception", "\tat ");
            }
        } catch (IOException e) {
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_declared_length_longer_than_any_number_is_refused() throws Exception {
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", new byte[0]) + "Content-Length: 99999999999999999999999\r\n\r\n");

            assertRefused(http, 400, 413);
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void an_endless_stream_is_cut_off_at_the_limit() throws Exception {
        warmUp();
        long before = usedHeap();
        byte[] chunk = concat(bytes("10000\r\n"), concat(new byte[0x10000], bytes("\r\n")));
        long sent = 0;
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", new byte[0]) + "Transfer-Encoding: chunked\r\n\r\n");
            try {
                while (sent < 2_000_000_000L && !(sent > 2 * MEBIBYTE && http.hasAnswerWithin(Duration.ofMillis(1)))) {
                    http.send(chunk);
                    sent += chunk.length;
                }
                assertThat(http.answer().status()).isEqualTo(413);
            } catch (IOException e) {
                assertThat(sent).as("cut off after the limit").isGreaterThan(MEBIBYTE);
            }
            assertThat(sent).isLessThan(64L * MEBIBYTE);
            assertThat(usedHeap() - before).isLessThan(2L * MEBIBYTE);
        }
        await().until(() -> faults().contains(RequestFault.BODY_TOO_LARGE));
        assertThat(stored()).isEmpty();
        await().until(() -> threadsInside() == 0);
    }

    private void warmUp() throws Exception {
        assertThat(exchange(push("warm", new byte[1000], "Content-Encoding: br\r\n"))
                        .status())
                .isEqualTo(415);
        assertThat(exchange(concat(
                                bytes(head("github", "warm", bytes("x"))
                                        + "Transfer-Encoding: chunked\r\n\r\n100002\r\n"),
                                new byte[0x100001]))
                        .status())
                .isIn(400, 413);
        notices.clear();
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void the_limit_itself_is_taken_and_one_byte_more_is_not() throws Exception {
        byte[] most = new byte[MEBIBYTE];
        byte[] more = new byte[MEBIBYTE + 1];

        assertThat(exchange(push("d-1", most)).status()).isEqualTo(200);
        assertThat(exchange(chunked("d-2", most)).status()).isEqualTo(200);
        assertThat(exchange(head("github", "d-3", more) + "Content-Length: " + more.length + "\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(handled.get(0).body()).isEqualTo(most);
    }

    private static byte[] chunked(String id, byte[] body) {
        byte[] start = bytes(head("github", id, body) + "Transfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = concat(bytes(Integer.toHexString(body.length) + "\r\n"), concat(body, bytes("\r\n")));
        return concat(concat(start, body.length == 0 ? body : chunk), bytes("0\r\n\r\n"));
    }

    @Test
    void a_body_shorter_than_declared_is_not_stored() throws Exception {
        byte[] body = bytes("{\"half\":");
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", body) + "Content-Length: 5000\r\n\r\n")
                    .send(body);
            http.endOfInput();

            assertRefused(http, 400);
        }
        await().untilAsserted(() ->
                assertThat(faults()).hasSize(1).isSubsetOf(RequestFault.BODY_TRUNCATED, RequestFault.CLIENT_GONE));
        assertThat(stored()).isEmpty();
        assertThat(logs.errors()).isEmpty();
    }

    @Test
    void what_follows_a_declared_length_is_not_part_of_the_body() throws Exception {
        byte[] body = bytes("{}");
        try (RawHttp http = connect()) {
            http.send(push("d-1", body)).send("trailing rubbish\r\n\r\n");

            assertThat(http.answer().status()).isEqualTo(200);
        }
        assertThat(stored()).singleElement().satisfies(m -> assertThat(m.body()).isEqualTo(body));
    }

    @Test
    void a_broken_chunk_is_not_stored() throws Exception {
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", new byte[0]) + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
            assertRefused(http, 400);
        }
        assertThat(stored()).isEmpty();
        assertThat(logs.errors()).isEmpty();
    }

    @Test
    void a_trickle_is_408_at_the_deadline_and_holds_no_thread() throws Exception {
        long begun = System.nanoTime();
        try (RawHttp http = connect()) {
            http.send(head("slow", "d-1", new byte[0]) + "Content-Length: 5000\r\n\r\n");
            Set<Long> inside = new TreeSet<>();
            for (int i = 0; i < 60 && !http.hasAnswerWithin(Duration.ofMillis(60)); i++) {
                http.send("x");
                inside.add(threadsInside());
            }

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("Connection").orElse("")).isEqualToIgnoringCase("close");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(SHORT_DEADLINE, SHORT_DEADLINE.plus(SOON));
            assertThat(inside).contains(setup.async() ? 0L : 1L); // a moment may show the other
        }
        assertThat(faults()).containsExactly(RequestFault.BODY_TIMEOUT);
        await().until(() -> threadsInside() == 0);
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_sender_that_falls_silent_is_408() throws Exception {
        try (RawHttp http = connect()) {
            http.send(head("slow", "d-1", new byte[0]) + "Content-Length: 5000\r\n\r\nabc");

            Duration noticed = setup.async() ? SHORT_DEADLINE : Container.READ_TIMEOUT;
            assertThat(http.hasAnswerWithin(noticed.plus(SOON))).isTrue();
            assertRefused(http, 408);
            assertThat(http.isClosedByServer()).isTrue();
        }
        await().untilAsserted(() -> assertThat(faults()).containsExactly(RequestFault.BODY_TIMEOUT));
        await().until(() -> threadsInside() == 0);
    }

    @Test
    void a_body_that_nobody_wants_is_not_waited_for() throws Exception {
        String length = "Content-Length: 500000\r\n\r\n";
        String post = head("github", "d-1", new byte[0]);
        for (String head : new String[] {
            post.replace("/github", "/nobody") + length,
            post.replace("POST", "PUT") + length,
            post + "Content-Encoding: gzip\r\n" + length,
            post.replace("/github", "/nobody") + "Transfer-Encoding: chunked\r\n\r\n",
        }) {
            try (RawHttp http = connect()) {
                http.send(head + "a");
                assertThat(http.answer().status()).isIn(404, 405, 415);
                boolean drains = setup.container() == Container.Kind.TOMCAT && !setup.async();
                assertThat(drains || http.hasAnswerWithin(Container.READ_TIMEOUT.dividedBy(2)))
                        .as("end of the connection after " + head)
                        .isTrue();
            }
        }
    }

    @Test
    void a_slow_body_within_the_deadline_is_taken() throws Exception {
        byte[] body = bytes("{\"slow\":true}");
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", body) + "Content-Length: " + body.length + "\r\n\r\n");
            for (byte b : body) {
                assertThat(http.hasAnswerWithin(Duration.ofMillis(5))).isFalse();
                http.send(new byte[] {b});
            }

            assertThat(http.answer().status()).isEqualTo(200);
        }
        assertThat(stored()).singleElement().satisfies(m -> assertThat(m.body()).isEqualTo(body));
    }

    @Test
    void too_many_or_too_long_header_fields_are_refused() throws Exception {
        for (String fields : new String[] {
            "X-A: b\r\n".repeat(120), "X-A: b\r\n".repeat(10_000), "X-Long: " + "a".repeat(17 * 1024) + "\r\n"
        }) {
            try (RawHttp http = connect()) {
                http.send(
                        "POST /webhooks/github HTTP/1.1\r\nHost: localhost\r\n" + fields + "Content-Length: 0\r\n\r\n");
                assertRefused(http, 400, 431);
            }
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_content_coding_is_415_and_nothing_is_inflated() throws Exception {
        byte[] body = new byte[] {0x1f, (byte) 0x8b, 8, 0};

        RawHttp.Answer answer = exchange(push("d-1", body, "Content-Encoding: gzip\r\n"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(stored()).isEmpty();
    }

    @Test
    void bytes_stay_what_they_are() throws Exception {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        byte[][] bodies = {
            every,
            {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80},
            "\ufeffé".getBytes(StandardCharsets.UTF_16BE),
            bytes("a=%00&b=+%zz&a=\u0000"),
        };
        String[] types = {
            "application/json;charset=utf-16",
            "text/plain; charset=iso-8859-1",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "no/such; charset=none"
        };
        for (int i = 0; i < bodies.length * types.length; i++) {
            byte[] body = concat(new byte[] {(byte) i}, bodies[i / types.length]); // no repeat of another one
            handled.clear();

            assertThat(exchange(push("d-" + i, body, "Content-Type: " + types[i % types.length] + "\r\n"))
                            .status())
                    .isEqualTo(200);
            assertThat(handled)
                    .singleElement()
                    .satisfies(m -> assertThat(m.body()).isEqualTo(body));
        }
    }

    @Test
    void an_empty_body_is_a_body() throws Exception {
        assertThat(exchange(push("d-1", new byte[0], "Content-Type: application/x-www-form-urlencoded\r\n"))
                        .status())
                .isEqualTo(200);
        assertThat(exchange(chunked("d-2", new byte[0])).status()).isEqualTo(200);
        assertThat(exchange(head("github", "d-3", new byte[0]) + "\r\n").status())
                .isEqualTo(200);
        assertThat(handled.get(0).body()).isEmpty();
    }

    @Test
    void a_nul_in_a_header_is_400() throws Exception {
        try (RawHttp http = connect()) {
            http.send(head("github", "d\u00001", new byte[0]) + "Content-Length: 0\r\n\r\n");
            assertRefused(http, 400);
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void two_lengths_are_never_two_messages() throws Exception {
        byte[] first = bytes("{\"n\":1}");
        byte[] second = push("d-2");
        byte[] chunks = concat(concat(bytes("7\r\n"), first), bytes("\r\n0\r\n\r\n"));
        try (RawHttp http = connect()) {
            byte[] head = bytes(head("github", "d-1", first) + "Content-Length: " + (chunks.length + second.length)
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send(concat(concat(head, chunks), second));
            http.endOfInput();
            assertThat(http.isClosedByServer()).isTrue();
        }
        assertThat(stored().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void expect_continue_is_answered_without_the_body_when_it_is_refused() throws Exception {
        byte[] body = bytes("{}");
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", body) + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.hasAnswerWithin(SOON)).isTrue();
            http.send(body);
            assertThat(http.answer().status()).isEqualTo(200);
        }
        try (RawHttp http = connect()) {
            http.send(head("nobody", "d-1", body) + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(404);
        }
    }
}
