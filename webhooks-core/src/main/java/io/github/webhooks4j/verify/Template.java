package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scheme signs, as a text with tokens in braces, taken apart once. The body is handed on as it is:
 * the signed text is never put together.
 *
 * <p>Immutable.
 */
final class Template {
    /** The token of a URL in which some escapes are resolved. */
    static final String DECODED_URL = "decodedUrl";

    private final Token[] tokens;
    private final byte[][] literals;
    private final String[] separators;

    enum Kind {
        LITERAL,
        BODY,
        ID,
        TIMESTAMP,
        METHOD,
        URL,
        FIELD,
        SORTED_FORM
    }

    record Token(Kind kind, String text, @Nullable MessageField field) {}

    private Template(List<Token> from) {
        tokens = from.toArray(Token[]::new);
        literals = new byte[tokens.length][];
        separators = new String[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            literals[i] = utf8(tokens[i].text);
            separators[i] = i + 1 < tokens.length ? separator(tokens[i], tokens[i + 1]) : "";
        }
    }

    /** What tells where a token ends: the text behind it, or else what only the next token may hold. */
    private static String separator(Token token, Token next) {
        if (next.kind == Kind.TIMESTAMP && isValue(token)) {
            return ":"; // the builder allows this for RFC 3339 only
        }
        if (token.kind == Kind.URL) {
            return next.kind == Kind.BODY || next.kind == Kind.SORTED_FORM ? "{" : "";
        }
        return next.kind == Kind.LITERAL ? next.text : "";
    }

    /** Whether a value of any length stands before the time with nothing between them. */
    boolean runsIntoTimestamp() {
        for (int i = 1; i < tokens.length; i++) {
            if (isValue(tokens[i - 1]) && tokens[i].kind == Kind.TIMESTAMP) {
                return true;
            }
        }
        return false;
    }

    private static boolean isValue(Token token) {
        return token.kind == Kind.ID || token.kind == Kind.FIELD;
    }

    /** Takes a text apart; what is wrong with it is added to the faults. */
    static Template parse(String text, List<String> faults) {
        List<Token> tokens = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            if (text.charAt(from) == '{') {
                int end = text.indexOf('}', from);
                if (end < 0) {
                    faults.add("template: a brace is not closed: " + text);
                    break;
                }
                Token token = token(text.substring(from + 1, end), faults);
                if (token != null) {
                    tokens.add(token);
                }
                from = end + 1;
            } else {
                int next = text.indexOf('{', from);
                int end = next < 0 ? text.length() : next;
                tokens.add(new Token(Kind.LITERAL, text.substring(from, end), null));
                from = end;
            }
        }
        Template template = new Template(tokens);
        if (tokens.stream().allMatch(token -> token.kind == Kind.LITERAL)) {
            faults.add("template: it signs nothing of the request: " + text);
        }
        return template;
    }

    private static @Nullable Token token(String name, List<String> faults) {
        try {
            return switch (name) {
                case "body" -> new Token(Kind.BODY, name, null);
                case "id" -> new Token(Kind.ID, name, null);
                case "ts" -> new Token(Kind.TIMESTAMP, name, null);
                case "method" -> new Token(Kind.METHOD, name, null);
                case "url", DECODED_URL -> new Token(Kind.URL, name, null);
                case "sortedForm" -> new Token(Kind.SORTED_FORM, name, null);
                default -> new Token(Kind.FIELD, name, field(name));
            };
        } catch (IllegalArgumentException e) {
            faults.add("template: unknown token {" + name
                    + "}; known: body id ts method url decodedUrl sortedForm header:X query:X form:X json:path");
            return null;
        }
    }

    private static MessageField field(String token) {
        String name = token.substring(token.indexOf(':') + 1);
        return switch (token.substring(0, Math.max(0, token.indexOf(':')))) {
            case "header" -> MessageField.header(name);
            case "query" -> MessageField.query(name);
            case "form" -> MessageField.form(name);
            case "json" -> MessageField.json(name);
            default -> throw new IllegalArgumentException(token);
        };
    }

    boolean has(Kind kind) {
        return Stream.of(tokens).anyMatch(token -> token.kind == kind);
    }

    boolean hasOnly(List<Kind> kinds) {
        return Stream.of(tokens).allMatch(token -> kinds.contains(token.kind));
    }

    /** Whether the template signs this very field. */
    boolean signs(MessageField field) {
        return Stream.of(tokens)
                .anyMatch(token -> token.field != null
                        && token.field.place() == field.place()
                        && token.field.name().equalsIgnoreCase(field.name())
                        && field.places().size() == 1);
    }

    /** The header fields that are signed, in lower case. */
    Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        for (Token token : tokens) {
            if (token.field != null && token.field.isHeader()) {
                names.add(SignatureScheme.lowerCase(token.field.name()));
            }
        }
        return names;
    }

    int size() {
        return tokens.length;
    }

    Token token(int index) {
        return tokens[index];
    }

    /**
     * The text that ends a token: a value that holds it could be cut at another place and still give
     * the same signed bytes.
     */
    String separatorAfter(int index) {
        return separators[index];
    }

    /** The bytes of a literal. */
    byte[] literal(int index) {
        return literals[index];
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Names and decoded values of a form post with nothing between them, sorted by name. */
    static byte[] sortedForm(WebhookRequest request) {
        List<UrlEncoded.Pair> pairs = new ArrayList<>(UrlEncoded.pairs(UrlEncoded.form(request)));
        pairs.sort(Comparator.comparing(UrlEncoded.Pair::name)); // stable: repeated names keep their order
        StringBuilder text = new StringBuilder();
        pairs.forEach(pair -> text.append(pair.name()).append(pair.value()));
        return utf8(text.toString());
    }
}
