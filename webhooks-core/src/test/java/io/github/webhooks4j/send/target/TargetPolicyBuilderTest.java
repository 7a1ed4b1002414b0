package io.github.webhooks4j.send.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.internal.AddressLiteral;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exceptions that the application makes. */
class TargetPolicyBuilderTest {
    private static final OwnAddresses OWN =
            new OwnAddresses(() -> Set.of(address("93.184.216.99"), address("2606:4700::99")), System::nanoTime);

    private static InetAddress address(String text) {
        return AddressLiteral.address(AddressLiteral.bytes(text).orElseThrow());
    }

    private static TargetPolicy allowing(String... cidrs) {
        return TargetPolicy.builder().own(OWN).allow(cidrs).build();
    }

    private static boolean allows(TargetPolicy policy, String address) {
        boolean answer = policy.addresses(List.of(address(address))).isEmpty();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        boolean literal = policy.url("https://" + host + "/") instanceof TargetVerdict.Allowed;
        assertThat(literal).isEqualTo(answer);
        return answer;
    }

    @Test
    void an_allowed_block_is_open_and_no_more_than_that() {
        TargetPolicy policy = allowing("127.0.0.0/8", "10.1.0.0/16", "fd12:3456::/32", "192.168.7.7");

        assertThat(allows(policy, "127.0.0.1")).isTrue();
        assertThat(allows(policy, "::ffff:127.0.0.1")).isTrue();
        assertThat(allows(policy, "64:ff9b::10.1.2.3")).isTrue();
        assertThat(allows(policy, "10.1.255.255")).isTrue();
        assertThat(allows(policy, "fd12:3456::1")).isTrue();
        assertThat(allows(policy, "192.168.7.7")).isTrue();
        assertThat(allows(policy, "8.8.8.8")).isTrue();
        assertThat(allows(policy, "10.2.0.0")).isFalse();
        assertThat(allows(policy, "10.0.255.255")).isFalse();
        assertThat(allows(policy, "fd12:3457::1")).isFalse();
        assertThat(allows(policy, "192.168.7.8")).isFalse();
        assertThat(allows(policy, "::1")).isFalse();
        assertThat(policy.addresses(List.of(address("127.0.0.1"), address("10.2.0.0"))))
                .isPresent();
    }

    @Test
    void an_allowed_block_changes_no_rule_for_names() {
        TargetPolicy policy = allowing("127.0.0.0/8", "::1");

        assertThat(policy.url("https://localhost/")).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(policy.url("https://svc.cluster.local/")).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(policy.url("http://127.0.0.1/")).isInstanceOf(TargetVerdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::169.254.169.254",
                "2002:a9fe:a9fe::1"
            })
    void metadata_stays_denied_in_an_allowed_block(String address) {
        assertThat(allows(allowing("0.0.0.0/0", "::/0"), address)).isFalse();
        TargetPolicy noNat64 = TargetPolicy.builder()
                .own(OWN)
                .allow("0.0.0.0/0", "::/0")
                .allowAddressesEmbeddedInNat64(false)
                .build();
        assertThat(allows(noNat64, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "ff02::1"})
    void what_is_no_single_host_stays_denied_in_an_allowed_block(String address) {
        assertThat(allows(allowing("0.0.0.0/0", "::/0"), address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.1.1", "::1", "fe80::1", "2002::1", "4000::1"})
    void all_else_is_open_when_everything_is_allowed(String address) {
        assertThat(allows(allowing("0.0.0.0/0", "::/0"), address)).isTrue();
    }

    @Test
    void nat64_is_denied_whatever_it_carries_once_switched_off() {
        TargetPolicy policy = TargetPolicy.builder()
                .own(OWN)
                .allowAddressesEmbeddedInNat64(false)
                .build();

        assertThat(allows(policy, "64:ff9b::8.8.8.8")).isFalse();
        assertThat(allows(policy, "8.8.8.8")).isTrue();
    }

    @Test
    void the_own_addresses_are_denied_unless_a_block_allows_them() {
        for (String own : List.of("93.184.216.99", "2606:4700::99", "64:ff9b::93.184.216.99", "::ffff:93.184.216.99")) {
            assertThat(allows(allowing(), own)).isFalse();
            assertThat(allows(allowing("93.184.216.0/24", "2606:4700::/32"), own))
                    .isTrue();
        }
        assertThat(allows(allowing(), "93.184.216.98")).isTrue();
    }

    @Test
    void every_fault_is_told_at_once() {
        TargetPolicyBuilder builder = TargetPolicy.builder()
                .allow("10.0.0.0/8", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "10.0.0/8", "localhost")
                .allow("::ffff:10.0.0.0/104", "fd00::/129", "fe80::%1/64", "", "/8")
                .allow("169.254.169.254", "224.0.0.0/8");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the target policy cannot be built: '10.0.0.1/8' has bits set beyond its prefix;"
                        + " '10.0.0.0/33' must have a prefix length from 0 to 32;"
                        + " '10.0.0.0/' must have a prefix length from 0 to 32;"
                        + " '10.0.0.0/08' must have a prefix length from 0 to 32;"
                        + " '10.0.0/8' is no address block such as 10.0.0.0/8;"
                        + " 'localhost' is no address block such as 10.0.0.0/8;"
                        + " '::ffff:10.0.0.0/104' holds IPv4 addresses: write them as such;"
                        + " 'fd00::/129' must have a prefix length from 0 to 128;"
                        + " 'fe80::%1/64' is no address block such as 10.0.0.0/8;"
                        + " '' is no address block such as 10.0.0.0/8;"
                        + " '/8' is no address block such as 10.0.0.0/8;"
                        + " '169.254.169.254' is never allowed;"
                        + " '224.0.0.0/8' is never allowed");
    }

    @Test
    void a_name_with_too_many_addresses_is_refused() {
        TargetPolicy policy = allowing();
        InetAddress good = address("8.8.8.8");

        assertThat(policy.addresses(Collections.nCopies(64, good))).isEmpty();
        assertThat(policy.addresses(Collections.nCopies(65, good))).isPresent();
        assertThat(policy.addresses(List.of())).isEmpty();
    }
}
