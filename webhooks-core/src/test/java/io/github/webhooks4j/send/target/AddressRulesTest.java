package io.github.webhooks4j.send.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The addresses that are denied, against a second reading of the list in whole numbers. */
class AddressRulesTest {
    private static final int RANDOM = 100_000;
    private static final long SEED = 20_300_101;

    private static final List<Block> DENIED_V4 =
            blocks("0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12"
                    + " 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16"
                    + " 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");
    private static final Block GLOBAL = Block.of("2000:0:0:0:0:0:0:0/3");
    private static final Block NAT64 = Block.of("64:ff9b:0:0:0:0:0:0/96");
    private static final List<Block> DENIED_GLOBAL = blocks("2001:0:0:0:0:0:0:0/23 2001:db8:0:0:0:0:0:0/32"
            + " 2002:0:0:0:0:0:0:0/16 2620:4f:8000:0:0:0:0:0/48 3ffe:0:0:0:0:0:0:0/16 3fff:0:0:0:0:0:0:0/20");

    private final TargetPolicy policy = TargetPolicy.builder().own(none()).build();
    private final Random random = new Random(SEED);

    static OwnAddresses none() {
        return new OwnAddresses(Set::of, System::nanoTime);
    }

    /** A block as its first and last number. */
    private record Block(BigInteger first, BigInteger last, int length) {
        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            byte[] bytes = parsed(cidr.substring(0, slash));
            int free = bytes.length * 8 - Integer.parseInt(cidr.substring(slash + 1));
            BigInteger first = new BigInteger(1, bytes);
            BigInteger size = BigInteger.ONE.shiftLeft(free);
            return new Block(first, first.add(size).subtract(BigInteger.ONE), bytes.length);
        }

        private static byte[] parsed(String address) {
            boolean v4 = address.indexOf('.') > 0;
            String[] parts = address.split(v4 ? "\\." : ":");
            BigInteger number = BigInteger.ZERO;
            for (String part : parts) {
                number = number.shiftLeft(v4 ? 8 : 16).add(new BigInteger(part, v4 ? 10 : 16));
            }
            return bytes(number, v4 ? 4 : 16);
        }

        boolean holds(byte[] address) {
            BigInteger number = new BigInteger(1, address);
            return address.length == length && number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
        }

        Stream<byte[]> edges() {
            BigInteger end = BigInteger.ONE.shiftLeft(length * 8);
            return Stream.of(first.subtract(BigInteger.ONE), first, last, last.add(BigInteger.ONE))
                    .filter(number -> number.signum() >= 0 && number.compareTo(end) < 0)
                    .map(number -> bytes(number, length));
        }
    }

    private static List<Block> blocks(String cidrs) {
        return Arrays.stream(cidrs.split(" ")).map(Block::of).toList();
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static boolean expectedDenied(byte[] address) {
        if (address.length == 4) {
            return DENIED_V4.stream().anyMatch(block -> block.holds(address));
        }
        if (NAT64.holds(address)) {
            return expectedDenied(Arrays.copyOfRange(address, 12, 16));
        }
        return !GLOBAL.holds(address) || DENIED_GLOBAL.stream().anyMatch(block -> block.holds(address));
    }

    private boolean denied(byte[] address) throws UnknownHostException {
        return policy.addresses(List.of(InetAddress.getByAddress(address))).isPresent();
    }

    private static byte[] inNat64(byte[] v4) {
        byte[] address = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        System.arraycopy(v4, 0, address, 12, 4);
        return address;
    }

    private byte[] randomBytes(int length, int... first) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < first.length; i++) {
            bytes[i] = (byte) first[i];
        }
        return bytes;
    }

    /** Every second one near the edge of a block: what is random alone seldom is. */
    private List<byte[]> randomV4() {
        List<byte[]> edges = DENIED_V4.stream().flatMap(Block::edges).toList();
        List<byte[]> addresses = new ArrayList<>(edges);
        while (addresses.size() < RANDOM) {
            addresses.add(randomBytes(4));
            byte[] near = edges.get(random.nextInt(edges.size())).clone();
            near[3] = (byte) random.nextInt();
            addresses.add(near);
        }
        return addresses;
    }

    @Test
    void an_ipv4_address_is_denied_as_listed_and_so_is_its_nat64_form() throws UnknownHostException {
        int denied = 0;
        for (byte[] address : randomV4()) {
            boolean verdict = denied(address);
            denied += verdict ? 1 : 0;
            assertThat(verdict).as(Arrays.toString(address)).isEqualTo(expectedDenied(address));
            assertThat(denied(inNat64(address))).as(Arrays.toString(address)).isEqualTo(verdict);
        }
        assertThat(denied).isBetween(RANDOM / 10, RANDOM - RANDOM / 10);
    }

    @Test
    void an_ipv4_address_in_ipv6_bytes_is_judged_as_itself() throws UnknownHostException {
        for (byte[] address : randomV4()) {
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(address, 0, mapped, 12, 4);
            InetAddress sixteen = Inet6Address.getByAddress(null, mapped, 0);

            assertThat(sixteen.getAddress()).hasSize(16);
            assertThat(policy.addresses(List.of(sixteen)).isPresent()).isEqualTo(expectedDenied(address));
        }
    }

    @Test
    void an_ipv6_address_with_top_byte_zero_is_denied_unless_it_is_nat64() throws UnknownHostException {
        for (int i = 0; i < RANDOM; i++) {
            byte[] address = randomBytes(16, 0);
            Arrays.fill(address, 1, 1 + random.nextInt(15), (byte) 0);
            assertThat(denied(address)).as(Arrays.toString(address)).isTrue();
        }
        assertNoNeighbourOfNat64();
    }

    private void assertNoNeighbourOfNat64() throws UnknownHostException {
        byte[] allowed = inNat64(new byte[] {8, 8, 8, 8});
        assertThat(denied(allowed)).isFalse();
        for (int bit = 0; bit < 96; bit++) {
            byte[] other = allowed.clone();
            other[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertThat(denied(other)).as(Arrays.toString(other)).isEqualTo(!GLOBAL.holds(other));
        }
    }

    @Test
    void every_6to4_address_is_denied() throws UnknownHostException {
        for (int i = 0; i < RANDOM; i++) {
            assertThat(denied(randomBytes(16, 0x20, 0x02))).isTrue();
        }
    }

    @Test
    void every_address_outside_what_is_globally_routed_is_denied() throws UnknownHostException {
        for (int i = 0; i < RANDOM; i++) {
            int outside = (0x40 + random.nextInt(0xe0)) & 0xff;
            byte[] address = randomBytes(16, outside);
            assertThat(denied(address)).as(Arrays.toString(address)).isTrue();
        }
    }

    @Test
    void an_address_of_what_is_globally_routed_is_denied_as_listed() throws UnknownHostException {
        for (int i = 0; i < RANDOM; i++) {
            byte[] address = randomBytes(16, 0x20 + random.nextInt(0x20));
            assertThat(denied(address)).as(Arrays.toString(address)).isEqualTo(expectedDenied(address));
        }
    }

    static Stream<Block> listed() {
        return Stream.of(DENIED_V4.stream(), DENIED_GLOBAL.stream(), Stream.of(GLOBAL, NAT64))
                .flatMap(blocks -> blocks);
    }

    @ParameterizedTest
    @MethodSource("listed")
    void a_block_begins_and_ends_where_the_list_says(Block block) throws UnknownHostException {
        Predicate<byte[]> listed = AddressRulesTest::expectedDenied;
        for (byte[] edge : block.edges().toList()) {
            assertThat(denied(edge)).as(Arrays.toString(edge)).isEqualTo(listed.test(edge));
        }
    }
}
