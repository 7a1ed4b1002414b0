package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.verify.httpsig.Member.Bytes;
import io.github.webhooks4j.verify.httpsig.Member.InnerList;
import io.github.webhooks4j.verify.httpsig.Member.Item;
import io.github.webhooks4j.verify.httpsig.Member.Token;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads dictionaries of structured fields (RFC 8941), strictly and bounded: what is given twice is refused where the
 * RFC takes the last, for two readers could each take another one. Not thread-safe, lives for one field.
 */
final class StructuredField {
    /** Most characters that a field may have, all its lines together. */
    static final int MAX_CHARS = 8 * 1024;

    private static final int MAX_ITEMS = 256;
    private static final int MAX_DIGITS = 15;
    private static final int END = -1;
    private static final String TOKEN = "!#$%&'*+-.^_`|~:/";

    private final String text;
    private int at;
    private int items;

    /** The text is none of the grammar. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed() {
            super(null, null, false, false);
        }
    }

    private StructuredField(String text) {
        this.text = text;
    }

    /** The members in order; {@code null} for what is no dictionary or too large. */
    static @Nullable Map<String, Member> dictionary(List<String> lines) {
        String joined = String.join(",", lines);
        if (joined.length() > MAX_CHARS) {
            return null;
        }
        try {
            return new StructuredField(joined).dictionary();
        } catch (Malformed e) {
            return null;
        }
    }

    private Map<String, Member> dictionary() throws Malformed {
        Map<String, Member> members = new LinkedHashMap<>();
        skip(" ");
        if (peek() == END) {
            return members;
        }
        while (true) {
            String key = key();
            check(!members.containsKey(key));
            members.put(key, peek() == '=' ? member() : new Item(true, parameters()));
            skip(" \t");
            if (peek() == END) {
                return Collections.unmodifiableMap(members);
            }
            expect(',');
            skip(" \t");
        }
    }

    private Member member() throws Malformed {
        expect('=');
        return peek() == '(' ? innerList() : item();
    }

    private InnerList innerList() throws Malformed {
        expect('(');
        List<Item> list = new ArrayList<>();
        while (true) {
            skip(" ");
            if (peek() == ')') {
                at++;
                return new InnerList(List.copyOf(list), parameters());
            }
            list.add(item());
            check(peek() == ' ' || peek() == ')');
        }
    }

    private Item item() throws Malformed {
        return new Item(bare(), parameters());
    }

    private Map<String, Object> parameters() throws Malformed {
        Map<String, Object> parameters = new LinkedHashMap<>();
        while (peek() == ';') {
            at++;
            skip(" ");
            String key = key();
            check(!parameters.containsKey(key));
            if (peek() == '=') {
                at++;
                parameters.put(key, bare());
            } else {
                parameters.put(key, true);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private String key() throws Malformed {
        check(isLower(peek()) || peek() == '*');
        int from = at;
        while (isLower(peek()) || isDigit(peek()) || (peek() != END && "_-.*".indexOf(peek()) >= 0)) {
            at++;
        }
        return text.substring(from, at);
    }

    private Object bare() throws Malformed {
        check(++items <= MAX_ITEMS);
        int first = peek();
        if (first == '"') {
            return string();
        }
        if (first == ':') {
            return bytes();
        }
        if (first == '?') {
            at++;
            check(peek() == '0' || peek() == '1');
            return text.charAt(at++) == '1';
        }
        return first == '-' || isDigit(first) ? integer() : token();
    }

    private String string() throws Malformed {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                check(peek() == '"' || peek() == '\\');
            }
            check(peek() >= ' ' && peek() <= '~');
            string.append(text.charAt(at++));
        }
        at++;
        return string.toString();
    }

    private Bytes bytes() throws Malformed {
        expect(':');
        int end = text.indexOf(':', at);
        check(end >= 0);
        String base64 = text.substring(at, end);
        at = end + 1;
        try {
            Bytes bytes = Bytes.of(Base64.getDecoder().decode(base64));
            check(bytes.base64().equals(base64));
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new Malformed();
        }
    }

    private Long integer() throws Malformed {
        int from = at;
        at += peek() == '-' ? 1 : 0;
        int digits = at;
        while (isDigit(peek())) {
            at++;
        }
        check(at > digits && at - digits <= MAX_DIGITS && peek() != '.');
        return Long.valueOf(text.substring(from, at));
    }

    private Token token() throws Malformed {
        check(isLetter(peek()) || peek() == '*');
        int from = at;
        while (isLetter(peek()) || isDigit(peek()) || (peek() != END && TOKEN.indexOf(peek()) >= 0)) {
            at++;
        }
        return new Token(text.substring(from, at));
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void skip(String blanks) {
        while (peek() != END && blanks.indexOf(peek()) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws Malformed {
        check(peek() == c);
        at++;
    }

    private static void check(boolean well) throws Malformed {
        if (!well) {
            throw new Malformed();
        }
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(int c) {
        return isLower(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
