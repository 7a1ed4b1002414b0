package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.observe.RequestFault;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What stands in front of the servlet in real applications. */
class FiltersTest extends ServletFixture {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final byte[] BODY = bytes("payload=%7B%7D&id=1");

    @FunctionalInterface
    private interface Front {
        void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException;
    }

    private void mountBehindFront(Front front) throws Exception {
        mountBehind((request, response, chain) ->
                front.filter((HttpServletRequest) request, (HttpServletResponse) response, chain));
    }

    private static Filter before(ConsumerOfRequest action) {
        return (request, response, chain) -> {
            action.accept((HttpServletRequest) request);
            chain.doFilter(request, response);
        };
    }

    private interface ConsumerOfRequest {
        void accept(HttpServletRequest request) throws IOException;
    }

    @Test
    void a_filter_that_asks_for_parameters_is_told_of() throws Exception {
        mountBehind(before(request -> request.getParameter("payload")));

        isConsumed(push("d-1", BODY, FORM));
        assertThat(logs.ours())
                .anySatisfy(line ->
                        assertThat(line).contains("body already consumed", "filter", "Leave the webhook paths out"));
    }

    @Test
    void also_when_the_body_has_no_declared_length() throws Exception {
        mountBehind(before(request -> request.getParameter("id")));
        byte[] head = bytes(head("github", "d-1", BODY).replace("/github ", "/github?payload=a ") + FORM
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(BODY.length) + "\r\n");

        isConsumed(concat(concat(head, BODY), bytes("\r\n0\r\n\r\n")));
    }

    @Test
    void a_filter_that_takes_the_reader_or_reads_the_stream_is_told_of() throws Exception {
        mountBehind(before(HttpServletRequest::getReader));
        isConsumed(push("d-1", BODY));
        mountBehind(before(request -> request.getInputStream().readAllBytes()));
        isConsumed(push("d-1", BODY));
    }

    private void isConsumed(byte[] request) throws Exception {
        notices.clear();
        RawHttp.Answer answer = exchange(request);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(faults()).containsExactly(RequestFault.BODY_CONSUMED);
    }

    @Test
    void asking_for_parameters_of_the_query_disturbs_nothing() throws Exception {
        mountBehind(before(request -> request.getParameter("payload")));

        assertThat(exchange(push("d-1", BODY)).status()).isEqualTo(200);
        assertThat(exchange("GET /webhooks/form?payload=1 HTTP/1.1\r\nHost: localhost\r\nX-Token: " + SECRET + "\r\n"
                                + FORM + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_body_that_a_filter_hands_on_is_read_from_the_filter() throws Exception {
        mountBehindFront((request, response, chain) -> {
            byte[] body = request.getInputStream().readAllBytes();
            chain.doFilter(new Replay(request, body), response);
        });

        assertThat(exchange(push("d-1", BODY, FORM)).status()).isEqualTo(200);
        assertThat(handled).singleElement().satisfies(m -> assertThat(m.body()).isEqualTo(BODY));
    }

    /** As such wrappers are written: it was never tried without blocking. */
    private static final class Replay extends HttpServletRequestWrapper {
        private final byte[] body;

        Replay(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public boolean isReady() {
                    return false;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    @Test
    void no_session_is_begun_and_no_cookie_set() throws Exception {
        AtomicInteger sessions = new AtomicInteger();
        mountBehindFront((request, response, chain) -> {
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public HttpSession getSession(boolean create) {
                            sessions.incrementAndGet();
                            return super.getSession(create);
                        }

                        @Override
                        public HttpSession getSession() {
                            return getSession(true);
                        }
                    },
                    response);
        });

        for (RawHttp.Answer answer : new RawHttp.Answer[] {
            exchange(push("d-1")), exchange(push("d-2", BODY, "Cookie: JSESSIONID=1\r\n")), exchange(forged())
        }) {
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        assertThat(sessions).hasValue(0);
    }

    private static byte[] forged() {
        return bytes(head("github", "d-3", BODY) + "Content-Length: 2\r\n\r\n{}");
    }

    @Test
    void what_a_filter_had_written_or_set_is_not_in_the_answer_unless_it_is_a_header() throws Exception {
        mountBehindFront((request, response, chain) -> {
            response.setHeader("X-Request-Id", "7");
            response.setContentType("text/html");
            response.setStatus(302);
            response.getOutputStream().print("<html>");
            chain.doFilter(request, response);
        });

        RawHttp.Answer answer = exchange(push("d-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Message received okay.");
        assertThat(answer.header("X-Request-Id")).contains("7");
        assertThat(answer.header("Content-Type").orElse("")).startsWith("text/plain");
    }

    @Test
    void a_request_that_breaks_is_500_without_a_page() throws Exception {
        mountBehindFront((request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRequestURI() {
                        throw new IllegalStateException("broken");
                    }
                },
                response));

        RawHttp.Answer answer = exchange(push("d-1"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(logs.errors()).hasSize(1);
    }
}
