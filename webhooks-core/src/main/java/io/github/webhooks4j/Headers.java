package io.github.webhooks4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * HTTP header fields in the order in which they arrived: several lines of one name are kept apart, names
 * are matched without regard to case.
 *
 * <p>At most {@value #MAX_FIELDS} fields and {@value #MAX_BYTES} bytes of names and values together; a name
 * is an HTTP token (RFC 9110, section 5.6.2), a value holds no NUL, CR or LF. What a remote party sent is
 * asked first with {@link Builder#fault()}; {@link Builder#build()} refuses it as misuse.
 *
 * <p>Immutable. {@link #toString()} prints names, never values.
 */
public final class Headers {
    /** Most fields that one request may have: 100. */
    public static final int MAX_FIELDS = 100;

    /** Most bytes that names and values may have together: 16 KiB. */
    public static final int MAX_BYTES = 16 * 1024;

    private static final Headers EMPTY = new Headers(new Field[0]);

    private final Field[] fields;

    /** Of every name its {@link #mark}: most fields are passed over without a look at them. */
    private final int[] marks;

    private record Field(String name, String value) {
        /** Names are ASCII, which {@link String#equalsIgnoreCase} cannot know and pays for. */
        private boolean hasName(String other) {
            if (name.equals(other)) {
                return true;
            }
            boolean same = name.length() == other.length();
            for (int i = 0; same && i < name.length(); i++) {
                same = lower(name.charAt(i)) == lower(other.charAt(i));
            }
            return same;
        }

        private static int lower(char c) {
            return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
        }
    }

    private Headers(Field[] fields) {
        this.fields = fields;
        marks = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            marks[i] = mark(fields[i].name);
        }
    }

    /** Length, first and last character without their case: equal for equal names, seldom for others. */
    private static int mark(String name) {
        int length = name.length();
        return length == 0 ? 0 : length << 16 | (name.charAt(0) | 0x20) << 8 | (name.charAt(length - 1) | 0x20);
    }

    /**
     * No fields at all.
     *
     * @return the empty headers
     */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Fields given as name, value, name, value, …
     *
     * @param namesAndValues an even number of strings
     * @return the headers
     * @throws IllegalArgumentException for an odd count, or what {@link Builder#build()} refuses
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must come in pairs: " + namesAndValues.length);
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /**
     * Starts an empty builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The value of the first field of this name.
     *
     * @param name matched without regard to case
     * @return the value exactly as it arrived, possibly empty
     */
    public Optional<String> first(String name) {
        int mark = mark(name);
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == mark && fields[i].hasName(name)) {
                return Optional.of(fields[i].value);
            }
        }
        return Optional.empty();
    }

    /**
     * The value of the only field of this name, for who must not choose between two.
     *
     * @param name matched without regard to case
     * @return the value exactly as it arrived; absent when there is no such field, and when there are several
     */
    public Optional<String> only(String name) {
        String only = null;
        int mark = mark(name);
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == mark && fields[i].hasName(name)) {
                if (only != null) {
                    return Optional.empty();
                }
                only = fields[i].value;
            }
        }
        return Optional.ofNullable(only);
    }

    /**
     * The values of all fields of this name, in order.
     *
     * @param name matched without regard to case
     * @return the values, empty when there is no such field
     */
    public List<String> all(String name) {
        List<String> values = List.of();
        int mark = mark(name);
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] == mark && fields[i].hasName(name)) {
                values = values.isEmpty() ? List.of(fields[i].value) : append(values, fields[i].value);
            }
        }
        return values;
    }

    private static List<String> append(List<String> values, String value) {
        List<String> longer = new ArrayList<>(values);
        longer.add(value);
        return List.copyOf(longer);
    }

    /**
     * Whether there is a field of this name.
     *
     * @param name matched without regard to case
     * @return whether there is one
     */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /**
     * The names, each once, without regard to case, as first spelled.
     *
     * @return the names in alphabetical order
     */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : fields) {
            names.add(field.name);
        }
        return Collections.unmodifiableSet(names);
    }

    /**
     * Calls back for every field in order.
     *
     * @param action takes name and value
     */
    public void forEach(BiConsumer<String, String> action) {
        for (Field field : fields) {
            action.accept(field.name, field.value);
        }
    }

    /**
     * How many fields there are.
     *
     * @return the number of fields, repeated names counted each time
     */
    public int size() {
        return fields.length;
    }

    /**
     * A copy with one field more at the end.
     *
     * @param name the name
     * @param value the value
     * @return the copy
     * @throws IllegalArgumentException for what {@link Builder#build()} refuses
     */
    public Headers with(String name, String value) {
        Builder builder = builder();
        forEach(builder::add);
        return builder.add(name, value).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && Arrays.equals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        return "Headers" + names();
    }

    /** What is wrong with fields that a remote party sent: a closed list. */
    public enum Fault {
        /** More than {@value Headers#MAX_FIELDS} fields, or more than {@value Headers#MAX_BYTES} bytes. */
        TOO_LARGE,
        /** A name that is no token, or a value with NUL, CR or LF. */
        MALFORMED
    }

    /** Collects fields. Not thread-safe. What is added past the first fault is not kept. */
    public static final class Builder {
        private final List<Field> fields = new ArrayList<>();
        private int bytes;
        private Optional<Fault> fault = Optional.empty();

        private Builder() {}

        /**
         * Adds one field at the end; never throws for its content.
         *
         * @param name the name
         * @param value the value
         * @return this builder
         */
        public Builder add(String name, String value) {
            if (fault.isPresent()) {
                return this;
            }
            bytes += name.length() + value.length();
            if (fields.size() == MAX_FIELDS || bytes > MAX_BYTES) {
                fault = Optional.of(Fault.TOO_LARGE);
            } else if (!isToken(name) || !isFieldValue(value)) {
                fault = Optional.of(Fault.MALFORMED);
            } else {
                fields.add(new Field(name, value));
            }
            return this;
        }

        /**
         * Adds every entry.
         *
         * @param entries name to value
         * @return this builder
         */
        public Builder addAll(Map<String, String> entries) {
            entries.forEach(this::add);
            return this;
        }

        /**
         * What is wrong with what was added so far.
         *
         * @return the first fault, empty when all is well
         */
        public Optional<Fault> fault() {
            return fault;
        }

        /**
         * The headers.
         *
         * @return the headers
         * @throws IllegalArgumentException when there is a {@link #fault()}; it names no value
         */
        public Headers build() {
            if (fault.isPresent()) {
                throw new IllegalArgumentException(
                        "headers are refused: " + fault.get().name().toLowerCase(Locale.ROOT));
            }
            return fields.isEmpty() ? EMPTY : new Headers(fields.toArray(Field[]::new));
        }

        private static boolean isToken(String name) {
            if (name.isEmpty()) {
                return false;
            }
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isFieldValue(String value) {
            return value.indexOf('\0') < 0 && value.indexOf('\r') < 0 && value.indexOf('\n') < 0;
        }
    }
}
