package io.github.webhooks4j.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"2030-01-01T00:00:00Z", "2030-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z"})
    void a_cursor_survives_its_text(String at) {
        MessageCursor cursor = new MessageCursor(Instant.parse(at), UUID.randomUUID());

        assertThat(MessageCursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9:._-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "x",
                "2030-01-01T00:00:00Z",
                "2030-01-01T00:00:00Z_",
                "2030-01-01T00:00:00Z_not-a-uuid",
                "2030-02-30T00:00:00Z_00000000-0000-7000-8000-000000000000",
                "+2030-01-01_00000000-0000-7000-8000-000000000000",
                "' or 1=1 --"
            })
    void any_other_text_is_refused_without_being_quoted(String text) {
        assertThatThrownBy(() -> MessageCursor.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a cursor of this log");
    }

    @Test
    void a_page_limit_is_from_one_to_five_hundred() {
        assertThat(MessageQuery.all().limit(1).limit()).isEqualTo(1);
        assertThat(MessageQuery.all().limit(500).limit()).isEqualTo(500);
        assertThatThrownBy(() -> MessageQuery.all().limit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageQuery.all().limit(501)).isInstanceOf(IllegalArgumentException.class);
    }
}
