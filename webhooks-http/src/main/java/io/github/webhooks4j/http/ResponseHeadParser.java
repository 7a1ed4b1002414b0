package io.github.webhooks4j.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of an answer, byte by byte and to the letter: what is only nearly HTTP is no answer, and its
 * connection is not used again. One per connection; used by one thread at a time.
 */
final class ResponseHeadParser implements NHttpMessageParser<HttpResponse> {
    /** Most bytes of one head: 16 KiB. */
    static final int MAX_HEAD = 16 * 1024;

    /** Most fields of one head. More are kept by nobody, and cost more memory than bytes. */
    static final int MAX_FIELDS = 200;

    /** Most interim (1xx) answers before the one that counts. */
    static final int MAX_INTERIM = 8;

    private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    private byte[] line = new byte[128];
    private int length;
    private int bytes;
    private int fields;
    private int interim;
    private boolean carriageReturn;
    private @Nullable HttpResponse head;

    @Override
    public void reset() {
        length = 0;
        bytes = 0;
        fields = 0;
        carriageReturn = false;
        head = null;
    }

    @Override
    public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream)
            throws IOException, HttpException {
        while (buffer.hasData()) {
            int next = buffer.read();
            if (++bytes > MAX_HEAD) {
                throw new InvalidAnswerException("the head of the answer is too large");
            }
            if (carriageReturn) {
                HttpResponse complete = lineFeed(next);
                if (complete != null) {
                    Framing.check(complete, buffer.hasData());
                    return complete;
                }
            } else if (next == '\r') {
                carriageReturn = true;
            } else {
                append((byte) next);
            }
        }
        return null;
    }

    private void append(byte next) throws InvalidAnswerException {
        int code = next & 0xff;
        if ((code < ' ' && code != '\t') || code == 0x7f) {
            throw new InvalidAnswerException("the head of the answer has a control character");
        }
        if (head == null && length < BEGINNING.length && next != BEGINNING[length]) {
            throw new InvalidAnswerException("the answer is not HTTP/1");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    /** Ends a line; the whole head when it was the empty one. */
    private @Nullable HttpResponse lineFeed(int next) throws InvalidAnswerException {
        if (next != '\n') {
            throw new InvalidAnswerException("the head of the answer has a carriage return inside a line");
        }
        carriageReturn = false;
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        if (head == null) {
            head = statusLine(text);
        } else if (text.isEmpty()) {
            return head;
        } else {
            field(head, text);
        }
        return null;
    }

    private HttpResponse statusLine(String text) throws InvalidAnswerException {
        if (text.length() < STATUS_LINE
                || (text.charAt(7) != '0' && text.charAt(7) != '1')
                || text.charAt(8) != ' '
                || (text.length() > STATUS_LINE && text.charAt(STATUS_LINE) != ' ')) {
            throw new InvalidAnswerException("the status line of the answer is malformed");
        }
        if (text.chars().anyMatch(c -> c > '~')) {
            throw new InvalidAnswerException("the status line of the answer is not ASCII");
        }
        BasicHttpResponse response = new BasicHttpResponse(status(text));
        response.setVersion(text.charAt(7) == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
        return response;
    }

    private int status(String text) throws InvalidAnswerException {
        int status = 0;
        for (int i = 9; i < STATUS_LINE; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new InvalidAnswerException("the status line of the answer is malformed");
            }
            status = 10 * status + digit;
        }
        if (status < 100 || status > 599 || status == 101) {
            throw new InvalidAnswerException("the status of the answer is out of range");
        }
        if (status < 200 && ++interim > MAX_INTERIM) {
            throw new InvalidAnswerException("too many interim answers");
        } else if (status >= 200) {
            interim = 0;
        }
        return status;
    }

    private void field(HttpResponse response, String text) throws InvalidAnswerException {
        int colon = text.indexOf(':');
        if (colon < 1 || !isToken(text, colon)) {
            throw new InvalidAnswerException("a header line of the answer is malformed");
        }
        if (++fields > MAX_FIELDS) {
            throw new InvalidAnswerException("the answer has too many header lines");
        }
        response.addHeader(new BasicHeader(text.substring(0, colon), trimmed(text, colon + 1)));
    }

    private static boolean isToken(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String trimmed(String text, int from) {
        int start = from;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
