package io.github.webhooks4j.http;

import java.util.Iterator;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/** For how long a connection may be kept after an answer: shorter than the server says it keeps it. */
final class KeepAlive {
    private static final String TIMEOUT = "timeout=";
    private static final int MOST_DIGITS = 9;

    private KeepAlive() {}

    /** Zero when it may not be kept. */
    static TimeValue after(HttpRequest request, HttpResponse response, HttpContext context) {
        if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
            return TimeValue.ZERO_MILLISECONDS;
        }
        long seconds = Wire.IDLE.toSeconds();
        Iterator<Header> fields = response.headerIterator("Keep-Alive");
        while (fields.hasNext()) {
            for (String part : fields.next().getValue().toLowerCase(Locale.ROOT).split(",", -1)) {
                seconds = Math.min(seconds, timeout(part.strip()) - 1);
            }
        }
        return TimeValue.ofSeconds(Math.max(0, seconds));
    }

    private static long timeout(String part) {
        String digits = part.startsWith(TIMEOUT) ? part.substring(TIMEOUT.length()) : "";
        boolean number = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : Integer.MAX_VALUE;
    }
}
