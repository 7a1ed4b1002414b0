package io.github.webhooks4j.http;

import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;

/** Whether the head of an answer says unmistakably where its body ends. */
final class Framing {
    private static final int MOST_DIGITS = 18;

    private Framing() {}

    /** {@code more} tells whether bytes have come that follow this head. */
    static void check(HttpResponse head, boolean more) throws InvalidAnswerException {
        int lengths = head.countHeaders("Content-Length");
        int codings = head.countHeaders("Transfer-Encoding");
        if (lengths + codings > 1) {
            throw new InvalidAnswerException("the answer says more than once how long it is");
        }
        Header length = head.getFirstHeader("Content-Length");
        if (length != null && !isNumber(length.getValue())) {
            throw new InvalidAnswerException("the length of the answer is not a number");
        }
        Header coding = head.getFirstHeader("Transfer-Encoding");
        if (coding != null
                && (!coding.getValue().toLowerCase(Locale.ROOT).equals("chunked")
                        || head.getVersion().lessEquals(HttpVersion.HTTP_1_0))) {
            throw new InvalidAnswerException("the transfer coding of the answer is not known");
        }
        boolean withBody = codings > 0 || (length != null && !length.getValue().equals("0"));
        if (head.getCode() == 204 && (withBody || more)) {
            throw new InvalidAnswerException("the answer has a body, and a status that has none");
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
