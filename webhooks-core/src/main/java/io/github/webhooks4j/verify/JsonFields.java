package io.github.webhooks4j.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few scalar values out of a JSON text in one streaming pass. Of a doubled key the last counts.
 * Text that is no JSON, goes on behind its end, or is nested too deep holds nothing at all.
 *
 * <p>Immutable. Recursion is as deep as the longest path, never as the text.
 */
final class JsonFields {
    /** Values longer than this many characters are absent. */
    static final int MAX_VALUE = 1024;

    private static final int MAX_DEPTH = 1000;
    private static final int MAX_SEGMENTS = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Node root = new Node();
    private final int count;

    /** A place in the text that is a wanted value, or leads to one. */
    private static final class Node {
        private final Map<String, Node> members = new HashMap<>();
        private final Map<Integer, Node> elements = new HashMap<>();
        private final List<Integer> slots = new ArrayList<>(1);

        /** Forgets what was found here and below: a later key of the same name hides all of it. */
        private void clear(@Nullable String[] found) {
            slots.forEach(slot -> found[slot] = null);
            members.values().forEach(node -> node.clear(found));
            elements.values().forEach(node -> node.clear(found));
        }
    }

    JsonFields(List<String> paths) {
        count = paths.size();
        for (int i = 0; i < count; i++) {
            Node node = root;
            for (Object segment : segments(paths.get(i))) {
                node = segment instanceof Integer index
                        ? node.elements.computeIfAbsent(index, unused -> new Node())
                        : node.members.computeIfAbsent((String) segment, unused -> new Node());
            }
            node.slots.add(i);
        }
    }

    /**
     * The segments of a path: strings name members, integers elements.
     *
     * @throws IllegalArgumentException for a path that is none
     */
    static List<Object> segments(String path) {
        List<Object> segments = new ArrayList<>();
        int at = 0;
        boolean afterDot = true;
        while (at < path.length()) {
            if (path.charAt(at) == '[') {
                int end = path.indexOf(']', at);
                if (end < 0 || !path.substring(at + 1, end).matches("[0-9]{1,4}") || (afterDot && at > 0)) {
                    throw new IllegalArgumentException("no JSON path: " + path);
                }
                segments.add(Integer.parseInt(path, at + 1, end, 10));
                at = end + 1;
                afterDot = false;
            } else if (path.charAt(at) == '.' && !afterDot) {
                at++;
                afterDot = true;
            } else {
                int end = at;
                while (end < path.length() && ".[]".indexOf(path.charAt(end)) < 0) {
                    end++;
                }
                if (!afterDot || end == at) {
                    throw new IllegalArgumentException("no JSON path: " + path);
                }
                segments.add(path.substring(at, end));
                at = end;
                afterDot = false;
            }
        }
        if (afterDot || segments.size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("no JSON path, or one of more than 16 steps: " + path);
        }
        return segments;
    }

    /** One entry per path, {@code null} where there is no scalar. Never throws. */
    @Nullable
    String[] read(byte[] body) {
        @Nullable String[] found = new String[count];
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                return found;
            }
            value(parser, root, found);
            if (parser.nextToken() != null) {
                root.clear(found);
            }
        } catch (IOException | RuntimeException e) { // what a sender wrote is absent, whatever is wrong with it
            root.clear(found);
        }
        return found;
    }

    private static void value(JsonParser parser, Node node, @Nullable String[] found) throws IOException {
        node.clear(found);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Node member = node.members.get(parser.currentName());
                parser.nextToken();
                descend(parser, member, found);
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                descend(parser, node.elements.get(i), found);
            }
        } else if (token != JsonToken.VALUE_NULL && !node.slots.isEmpty()) {
            String text = shortened(parser);
            node.slots.forEach(slot -> found[slot] = text);
        }
    }

    /** One character over the limit is kept, so that whoever limits the value sees that it is too long. */
    private static String shortened(JsonParser parser) throws IOException {
        return parser.getTextLength() <= MAX_VALUE
                ? parser.getText()
                : new String(parser.getTextCharacters(), parser.getTextOffset(), MAX_VALUE + 1);
    }

    private static void descend(JsonParser parser, @Nullable Node node, @Nullable String[] found) throws IOException {
        if (node == null) {
            parser.skipChildren();
        } else {
            value(parser, node, found);
        }
    }
}
