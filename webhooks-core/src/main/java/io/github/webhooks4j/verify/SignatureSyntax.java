package io.github.webhooks4j.verify;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How signatures stand in their header field. In a list the entries of unknown versions are ignored, and
 * any known one may match; a field that is no list holds one signature and is refused when given twice.
 *
 * <p>Immutable.
 */
public final class SignatureSyntax {
    private static final SignatureSyntax BARE = new SignatureSyntax(null, "", null, false);

    private final @Nullable String delimiter;
    private final String prefix;
    private final @Nullable String timestampPrefix;
    private final boolean sets;

    private SignatureSyntax(@Nullable String delimiter, String prefix, @Nullable String timestampPrefix, boolean sets) {
        this.delimiter = delimiter;
        this.prefix = prefix;
        this.timestampPrefix = timestampPrefix;
        this.sets = sets;
    }

    /**
     * The signature and nothing else.
     *
     * @return the syntax
     */
    public static SignatureSyntax bare() {
        return BARE;
    }

    /**
     * One signature after a fixed text, as GitHub's {@code sha256=}.
     *
     * @param prefix matched exactly
     * @return the syntax
     */
    public static SignatureSyntax prefix(String prefix) {
        return new SignatureSyntax(null, prefix, null, false);
    }

    /**
     * Keys and values, as Stripe's {@code t=1700000000,v1=…,v1=…}; blanks after a delimiter are skipped.
     *
     * @param delimiter one character between the pairs
     * @param signatureKey the key of signatures, any number of times
     * @param timestampKey the key of the time of signing; repeated only with the same value
     * @return the syntax
     */
    public static SignatureSyntax keyValues(char delimiter, String signatureKey, String timestampKey) {
        return new SignatureSyntax(String.valueOf(delimiter), signatureKey + "=", timestampKey + "=", false);
    }

    /**
     * The same, with a whole set of pairs for each signature and a blank between the sets, as Persona's
     * {@code t=1700000000,v1=… t=1700000000,v1=…}. All sets tell the same time.
     *
     * @param delimiter one character between the pairs of a set
     * @param signatureKey the key of signatures
     * @param timestampKey the key of the time of signing, with which a set begins
     * @return the syntax
     */
    public static SignatureSyntax keyValueSets(char delimiter, String signatureKey, String timestampKey) {
        return new SignatureSyntax(String.valueOf(delimiter), signatureKey + "=", timestampKey + "=", true);
    }

    /**
     * Tagged signatures, as the {@code v1,… v1,…} of Standard Webhooks.
     *
     * @param delimiter one character between the entries
     * @param tag what an entry begins with, matched exactly, such as {@code v1,}
     * @return the syntax
     */
    public static SignatureSyntax taggedList(char delimiter, String tag) {
        return new SignatureSyntax(String.valueOf(delimiter), tag, null, false);
    }

    /** Whether there may be several signatures, and several lines. */
    boolean isList() {
        return delimiter != null;
    }

    boolean hasTimestamp() {
        return timestampPrefix != null;
    }

    /**
     * Whether a line can be cut in one way only: delimiters and blanks stand neither in a signature of this
     * encoding nor in what comes before one, and no time can be taken for a signature.
     */
    boolean isUnambiguous(SignatureEncoding encoding) {
        if (delimiter == null) {
            return true;
        }
        String time = timestampPrefix == null ? "" : timestampPrefix;
        boolean apart = time.isEmpty() || (!time.startsWith(prefix) && !prefix.startsWith(time));
        return apart
                && !encoding.writes(delimiter.charAt(0))
                && Stream.of(delimiter, " ", "\t").noneMatch((prefix + time)::contains);
    }

    /**
     * The time in a line that holds, in this order, a time where this syntax has one, and one signature, which
     * is the text from {@code at} on; empty text where it has none.
     *
     * @return {@code null} for any other line
     */
    @Nullable
    String usualTimestamp(String line, int at) {
        int tag = at - prefix.length();
        if (tag < 0 || !line.startsWith(prefix, tag)) {
            return null;
        }
        if (delimiter == null || timestampPrefix == null) {
            return tag == 0 ? "" : null;
        }
        boolean timed = line.startsWith(timestampPrefix) && line.indexOf(delimiter) == tag - 1;
        return timed ? line.substring(timestampPrefix.length(), tag - 1) : null;
    }

    /** Several lines as one. */
    String join(List<String> lines) {
        return lines.size() == 1 ? lines.get(0) : String.join(delimiter == null ? "" : delimiter, lines);
    }

    /** Finds the signatures; {@code false} for a text that is none of this syntax. */
    boolean parse(String text, SignatureCandidates into) {
        if (delimiter == null) {
            if (!into.count() || !text.startsWith(prefix)) {
                return false;
            }
            into.signature(text, prefix.length(), text.length());
            return true;
        }
        int from = 0;
        while (from <= text.length()) {
            int to = end(text, from, delimiter);
            while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
                from++;
            }
            if (from < to && !entry(text, from, to, into)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    private int end(String text, int from, String between) {
        int next = text.indexOf(between, from);
        int set = sets ? text.indexOf(" " + timestampPrefix, from) : -1;
        int end = set >= 0 && (next < 0 || set < next) ? set : next;
        return end < 0 ? text.length() : end;
    }

    private boolean entry(String text, int from, int to, SignatureCandidates into) {
        if (!into.count()) {
            return false;
        }
        if (text.startsWith(prefix, from)) {
            into.signature(text, Math.min(from + prefix.length(), to), to);
        } else if (timestampPrefix != null && text.startsWith(timestampPrefix, from)) {
            return into.timestamp(text.substring(Math.min(from + timestampPrefix.length(), to), to));
        }
        return true;
    }

    /** What a sender writes; a syntax that is no list takes the first signature. */
    String format(List<String> signatures, String timestamp) {
        if (delimiter == null) {
            return prefix + signatures.get(0);
        }
        if (sets) {
            return signatures.stream()
                    .map(signature -> timestampPrefix + timestamp + delimiter + prefix + signature)
                    .collect(Collectors.joining(" "));
        }
        StringJoiner joined = new StringJoiner(delimiter);
        if (timestampPrefix != null) {
            joined.add(timestampPrefix + timestamp);
        }
        signatures.forEach(signature -> joined.add(prefix + signature));
        return joined.toString();
    }
}
