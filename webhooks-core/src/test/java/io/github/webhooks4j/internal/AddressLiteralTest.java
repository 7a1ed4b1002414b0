package io.github.webhooks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    private static final int RANDOM = 20_000;

    @Test
    void what_the_jdk_writes_is_read_as_the_same_address() throws UnknownHostException {
        Random random = new Random(20_300_101);
        for (int i = 0; i < RANDOM; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);

            assertThat(AddressLiteral.bytes(address.getHostAddress()))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "1::, 1:0:0:0:0:0:0:0",
        "1:2::8, 1:2:0:0:0:0:0:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:FF9B::1.2.3.4, 64:ff9b:0:0:0:0:102:304",
        "1:2:3:4:5:6:255.0.0.1, 1:2:3:4:5:6:ff00:1",
    })
    void short_forms_are_read(String text, String whole) {
        assertThat(AddressLiteral.bytes(text))
                .map(AddressLiteral::address)
                .map(InetAddress::getHostAddress)
                .contains(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":",
                ":::",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.+4",
                "1.2.3.4 ",
                "1..3.4",
                "0x7f.0.0.1",
                "\u0661.2.3.4",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "1::2::3",
                "1:::2",
                ":1::2",
                "1::2:",
                "12345::",
                "g::",
                "::1.2.3",
                "::01.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1%lo",
                "[::1]",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void anything_else_is_no_address(String text) {
        assertThat(AddressLiteral.bytes(text)).isEmpty();
    }
}
