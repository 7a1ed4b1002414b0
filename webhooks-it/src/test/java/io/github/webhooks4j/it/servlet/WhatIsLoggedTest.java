package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log is for operators: no secrets, no forged lines, no flood. */
class WhatIsLoggedTest extends ServletFixture {
    @Test
    void no_secret_and_no_signature_is_logged_at_any_level() throws Exception {
        byte[] body = bytes("{\"card\":\"4242-4242\"}");
        exchange(push("d-1", body));
        exchange(head("github", "d-2", body).replace("sha256=", "sha256=00") + "Content-Length: 2\r\n\r\n{}");
        exchange(head("slow", "d-3", body) + "Content-Length: 0\r\n\r\n");
        exchange("GET /webhooks/form?token=" + signature(body) + " HTTP/1.1\r\nHost: localhost\r\nX-Token: " + SECRET
                + "\r\n\r\n");
        exchange("GET /webhooks/form HTTP/1.1\r\nHost: localhost\r\nX-Token: " + SECRET + "x\r\n\r\n");
        handler = message -> {
            throw new IllegalStateException("handler broke");
        };
        exchange(push("d-4", bytes("{}")));

        String all = String.join("\n", logs.ours());
        assertThat(all).contains("handler broke").doesNotContain("4242-4242");
        byte[] mac = HexFormat.of().parseHex(signature(body));
        for (byte[] hidden : List.of(bytes(SECRET), mac)) {
            assertThat(all)
                    .doesNotContain(new String(hidden, StandardCharsets.ISO_8859_1))
                    .doesNotContainIgnoringCase(HexFormat.of().formatHex(hidden))
                    .doesNotContain(Base64.getEncoder().encodeToString(hidden))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(hidden));
        }
    }

    @Test
    void an_id_cannot_break_out_of_its_line() throws Exception {
        String[] ids = {"a\\nINFO fake", "a\\r\\nb", "\\u001b[2J", "\\u2028x", "\\u202ex"};
        for (String id : ids) {
            byte[] body = bytes("{\"id\":\"" + id + "\"}");
            RawHttp.Answer answer = exchange("POST /webhooks/form HTTP/1.1\r\nHost: localhost\r\nX-Token: " + SECRET
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n" + new String(body, StandardCharsets.UTF_8));

            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(stored()).isEmpty();
        assertThat(logs.ours()).noneMatch(line -> line.matches("(?s).*[\\r\\n\\u001b\\u2028\\u202e].*"));
    }

    @Test
    void ten_thousand_bad_requests_fill_neither_store_nor_log() throws Exception {
        byte[] forged = bytes(head("github", "d-1", bytes("other")) + "Content-Length: 2\r\n\r\n{}");
        long begun = System.nanoTime();
        try (RawHttp http = connect()) {
            for (int i = 0; i < 10_000; i += 20) {
                for (int j = 0; j < 20; j++) {
                    http.send(forged);
                }
                for (int j = 0; j < 20; j++) {
                    assertThat(http.answer().status()).isEqualTo(401);
                }
            }
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L;

        assertThat(stored()).isEmpty();
        assertThat(logs.ours(Level.INFO).size()).isLessThan((int) seconds + 3);
        assertThat(faults()).hasSize(10_000);
    }
}
