package io.github.webhooks4j.send.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for URLs that the rows of targets.csv do not reach. */
class UrlRulesTest {
    private static final int RANDOM = 200_000;

    private final TargetPolicy policy = TargetPolicy.publicOnly();
    private final TargetPolicy withHttp = TargetPolicy.builder().allowHttp(true).build();

    @Test
    void an_allowed_url_comes_back_in_the_parts_to_dial() throws UnknownHostException {
        assertThat(policy.url("HTTPS://FILES.EXAMPLE.com/in?x=1"))
                .isEqualTo(new TargetVerdict.Allowed(true, "files.example.com", 443, Optional.empty()));
        assertThat(withHttp.url("http://example.com"))
                .isEqualTo(new TargetVerdict.Allowed(false, "example.com", 80, Optional.empty()));
        assertThat(policy.url("https://8.8.8.8:1024/"))
                .isEqualTo(new TargetVerdict.Allowed(
                        true, "8.8.8.8", 1024, Optional.of(InetAddress.getByAddress(new byte[] {8, 8, 8, 8}))));
        assertThat(policy.url("https://[2606:4700:4700::ABCD]:65535/"))
                .isEqualTo(new TargetVerdict.Allowed(
                        true,
                        "2606:4700:4700::abcd",
                        65535,
                        Optional.of(InetAddress.getByName("2606:4700:4700::abcd"))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, true",
        "http://example.com:80/, true",
        "http://example.com:8080/, true",
        "http://example.com:81/, false",
        "http://127.0.0.1/, false",
        "https://example.com/, true",
        "https://example.com:80/, false",
        "ftp://example.com/, false"
    })
    void http_is_allowed_only_by_its_switch_and_with_its_ports(String url, boolean allowed) {
        assertThat(withHttp.url(url) instanceof TargetVerdict.Allowed).isEqualTo(allowed);
        assertThat(policy.url(url) instanceof TargetVerdict.Allowed).isEqualTo(allowed && url.startsWith("https:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https:",
                "https:///hook",
                "https:example.com",
                "https:/example.com/",
                "https://",
                "https://example.com:/hook",
                "https://example.com:65536/",
                "https://example.com:1023/",
                "https://example.com:+443/",
                "https://example.com:00443/",
                "https://example.com:99999999999/",
                "https://example.com:443:443/",
                "https://example.com#",
                "https://a:b@example.com/",
                "https://a@b@example.com/",
                "https://example.com./",
                "https://com/",
                "https://-a.example.com/",
                "https://a-.example.com/",
                "https://ex%61mple.com/",
                "https://foo.LOCALHOST/",
                "https://foo.LOCAL/",
                "https://metadata.google.INTERNAL/",
                "https://foo.localdomain/",
                "https://foo.onion/",
                "https://example.0x7f/",
                "https://example.127/",
                "https://1.2.3.256/",
                "https://01.2.3.4/",
                "https://[::ffff:0177.0.0.1]/",
                "https://[::ffff:8.8.8]/",
                "https://[2606:4700:4700::1111%25eth0]/",
                "https://[2606:4700:4700::1111%]/",
                "https://[v1.fe80]/",
                "https://[2606:4700::1111::1]/",
                "https://[]/",
                "https://example.com/\u00ad",
                "https://example.com/ ",
                " https://example.com/",
                "https://example.com/\u007f",
                "https://ex\u00e4mple.com/",
                "https://example\u3002com/",
                "jar:https://example.com/!/",
                "file:///etc/passwd",
                "url:https://example.com/"
            })
    void what_two_parsers_could_read_differently_is_refused(String url) {
        assertThat(policy.url(url)).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(withHttp.url(url)).isInstanceOf(TargetVerdict.Refused.class);
    }

    @Test
    void lengths_are_allowed_up_to_their_limit() {
        String label = "a".repeat(63);
        String longest = (label + ".").repeat(3) + "b".repeat(57) + ".com";
        assertThat(longest).hasSize(253);
        assertThat(policy.url("https://" + longest + "/")).isInstanceOf(TargetVerdict.Allowed.class);
        assertThat(policy.url("https://" + longest.replace(".b", ".bb") + "/"))
                .isInstanceOf(TargetVerdict.Refused.class);
        assertThat(policy.url("https://" + label + "b.com/")).isInstanceOf(TargetVerdict.Refused.class);

        String start = "https://example.com/";
        String path = "p".repeat(2048 - start.length());
        assertThat(policy.url(start + path)).isInstanceOf(TargetVerdict.Allowed.class);
        assertThat(policy.url(start + path + "p")).isInstanceOf(TargetVerdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://exam\\ple.com/, printable ASCII",
        "https://example.com/é, printable ASCII",
        "https://example.com/{}, parsed",
        "ftp://example.com/, scheme",
        "//example.com/, scheme",
        "https:///hook, host is missing",
        "https://@example.com/, user information",
        "https://user:word@example.com/, user information",
        "https://example.com/#, fragment",
        "https://example.com:22/, port",
        "https://1.2.3.400000/, host is missing",
        "https://1.2.3.04/, four decimal parts",
        "https://[::1%lo]/, IPv6 address",
        "https://[::2.55555555555555555555.1.2]/, parsed",
        "https://kubernetes/, two labels",
        "https://METADATA.GOOGLE.INTERNAL/, internal use",
        "https://127.0.0.1/, blocked address"
    })
    void a_refusal_tells_which_rule_was_broken(String url, String part) {
        assertThat(policy.url(url))
                .isInstanceOfSatisfying(
                        TargetVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains(part));
    }

    @Test
    void a_refusal_repeats_nothing_of_the_url() {
        for (String url :
                new String[] {"https://tok3n@example.com/", "tok3n", "https://tok3n/", "https://x.local/tok3n"}) {
            TargetVerdict.Refused refused = (TargetVerdict.Refused) policy.url(url);
            assertThat(refused.reason()).isNotBlank().doesNotContain("tok3n");
        }
    }

    @Test
    void a_blocked_literal_is_not_told_apart_from_a_blocked_answer() throws UnknownHostException {
        TargetVerdict literal = policy.url("https://10.0.0.1/");

        assertThat(literal).isEqualTo(new TargetVerdict.Refused("blocked address"));
        assertThat(policy.addresses(List.of(InetAddress.getByName("10.0.0.1"))))
                .contains((TargetVerdict.Refused) literal);
    }

    @Test
    void no_text_makes_the_policy_throw_and_what_it_allows_is_plain() {
        Random random = new Random(20_300_101);
        int allowed = 0;
        for (int i = 0; i < RANDOM; i++) {
            String url = i % 2 == 0 ? mutated(random) : noise(random);
            if (withHttp.url(url) instanceof TargetVerdict.Allowed verdict) {
                allowed++;
                assertThat(url).doesNotContain("\\", "#").doesNotContainAnyWhitespaces();
                assertThat(verdict.host()).matches("[a-z0-9.-]+|[0-9a-f:.]+");
                assertThat(url.toLowerCase(Locale.ROOT))
                        .matches("https?://\\[?" + quoted(verdict.host()) + "]?([:/?].*)?");
                assertThat(verdict.port()).isBetween(80, 65535);
            }
        }
        assertThat(allowed).isGreaterThan(RANDOM / 100);
    }

    private static String quoted(String host) {
        return Pattern.quote(host);
    }

    private static String mutated(Random random) {
        String[] good = {
            "https://example.com:8443/hook?x=1",
            "http://a.example.com/",
            "https://8.8.8.8/a",
            "https://[2606:4700::1]:2000/"
        };
        StringBuilder url = new StringBuilder(good[random.nextInt(good.length)]);
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(url.length());
            if (random.nextBoolean()) {
                url.setCharAt(at, character(random));
            } else {
                url.insert(at, character(random));
            }
        }
        return url.toString();
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
        for (int n = random.nextInt(40); n > 0; n--) {
            text.append(character(random));
        }
        return text.toString();
    }

    private static char character(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x10000);
            case 1 -> (char) random.nextInt(0x100);
            case 2 -> "@:/\\?#[]%.-_0x1".charAt(random.nextInt(15));
            default -> (char) ('a' + random.nextInt(26));
        };
    }
}
