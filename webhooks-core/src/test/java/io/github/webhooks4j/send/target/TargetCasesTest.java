package io.github.webhooks4j.send.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.internal.AddressLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of targets.csv, judged with a resolver that answers from the row; nothing is dialled. */
class TargetCasesTest {
    private static final int ROWS = 114;
    private static final Pattern ABOUT_THE_URL = Pattern.compile("(host-syntax|url-syntax|userinfo|scheme|port)\\b.*");
    private static final TargetVerdict BLOCKED = new TargetVerdict.Refused("blocked address");

    private final TargetPolicy policy = TargetPolicy.builder()
            .own(new OwnAddresses(() -> Set.of(address(TargetCase.OWN_ADDRESS)), System::nanoTime))
            .build();

    static List<TargetCase> judgedHere() {
        return TargetCase.all().stream()
                .filter(row -> row.leftToTheDialler().isEmpty())
                .toList();
    }

    static List<TargetCase> leftToTheDialler() {
        return TargetCase.all().stream()
                .filter(row -> !row.leftToTheDialler().isEmpty())
                .toList();
    }

    static List<TargetCase> deniedForTheUrl() {
        return TargetCase.all().stream()
                .filter(row ->
                        !row.allowed() && ABOUT_THE_URL.matcher(row.reason()).matches())
                .toList();
    }

    static List<TargetCase> literals() {
        return TargetCase.all().stream()
                .filter(row -> row.resolvesTo().stream()
                        .anyMatch(answer -> row.url().contains("//" + answer + "/")
                                || row.url().contains("//[" + answer + "]/")))
                .toList();
    }

    @Test
    void every_row_is_judged_here_or_left_to_the_dialler_by_name() {
        assertThat(TargetCase.all()).hasSize(ROWS);
        assertThat(leftToTheDialler())
                .extracting(row -> row.leftToTheDialler() + " " + row.url())
                .containsExactly(
                        "no address https://nx.example.com/hook",
                        "no address https://slowdns.example.com/hook",
                        "redirect https://redir.example.com/302-to-metadata",
                        "redirect https://redir.example.com/307-to-localhost",
                        "proxy https://example.com/hook");
    }

    @ParameterizedTest
    @MethodSource("judgedHere")
    void a_row_gets_its_verdict_at_its_last_look_up(TargetCase row) throws UnknownHostException {
        List<TargetVerdict> verdicts = verdicts(row);

        TargetVerdict last = verdicts.get(verdicts.size() - 1);
        assertThat(last instanceof TargetVerdict.Allowed).isEqualTo(row.allowed());
        assertThat(verdicts.subList(0, verdicts.size() - 1))
                .allSatisfy(before -> assertThat(before).isInstanceOf(TargetVerdict.Allowed.class));
    }

    @ParameterizedTest
    @MethodSource("leftToTheDialler")
    void a_row_left_to_the_dialler_passes_the_policy(TargetCase row) throws UnknownHostException {
        assertThat(verdicts(row)).singleElement().isInstanceOf(TargetVerdict.Allowed.class);
    }

    @ParameterizedTest
    @MethodSource("deniedForTheUrl")
    void a_faulty_url_is_refused_before_any_look_up(TargetCase row) {
        assertThat(policy.url(row.url()))
                .isInstanceOf(TargetVerdict.Refused.class)
                .isNotEqualTo(BLOCKED);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void a_literal_address_is_judged_with_the_url(TargetCase row) {
        InetAddress address = addresses(row.resolvesTo().get(0)).get(0);

        TargetVerdict verdict = policy.url(row.url());

        if (row.allowed()) {
            assertThat(((TargetVerdict.Allowed) verdict).literal()).contains(address);
        } else {
            assertThat(verdict).isEqualTo(BLOCKED);
        }
        assertThat(policy.addresses(List.of(address)).isEmpty()).isEqualTo(row.allowed());
    }

    /** The rows' verdict at each look-up, as the dialler asks for it: the URL, then the addresses. */
    private List<TargetVerdict> verdicts(TargetCase row) throws UnknownHostException {
        List<TargetVerdict> verdicts = new ArrayList<>();
        for (String answers : row.resolvesTo().isEmpty() ? List.of("") : row.resolvesTo()) {
            verdicts.add(verdict(row.url(), host -> addresses(answers)));
        }
        return verdicts;
    }

    private TargetVerdict verdict(String url, AddressResolver resolver) throws UnknownHostException {
        TargetVerdict verdict = policy.url(url);
        if (!(verdict instanceof TargetVerdict.Allowed allowed)
                || allowed.literal().isPresent()) {
            return verdict;
        }
        Optional<TargetVerdict.Refused> refused = policy.addresses(resolver.resolve(allowed.host() + "."));
        return refused.isPresent() ? refused.get() : verdict;
    }

    private static List<InetAddress> addresses(String answers) {
        return Arrays.stream(answers.split("\\|"))
                .filter(answer -> !answer.isEmpty())
                .map(TargetCasesTest::address)
                .toList();
    }

    private static InetAddress address(String text) {
        return AddressLiteral.address(
                AddressLiteral.bytes(text).orElseThrow(() -> new IllegalStateException("no address: " + text)));
    }
}
