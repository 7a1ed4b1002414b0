package io.github.webhooks4j.servlet;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link WebhookReceiver} as a servlet, mapped in one line:
 *
 * <pre>{@code
 * WebhookServlet.register(servletContext, receiver, "/webhooks/*");           // any container
 * context.addServlet(new WebhookServlet(receiver), "/webhooks/*");            // embedded Jetty
 * Tomcat.addServlet(context, "webhooks", new WebhookServlet(receiver))        // embedded Tomcat
 *     .setAsyncSupported(true);
 * }</pre>
 *
 * <p>A source {@code github} is then called at {@code /webhooks/github}. Mapped to {@code /} or {@code /*}
 * it is called at {@code /github}; mapped to exactly {@code /hooks/github}, the last segment names it.
 *
 * <p><b>Body.</b> It is read as bytes before anything can take it for parameters, within the source's
 * limit and its total deadline. A filter that reads the body first, by {@code getParameter} or otherwise,
 * and does not hand it on, makes every such request fail with 500 and a line in the log.
 *
 * <p><b>Threads.</b> With {@code asyncSupported} (on the servlet <em>and on every filter in front of
 * it</em>) no thread of the container is held while a slow body trickles in or while the message store
 * commits, and handlers run on threads of the container; without it each request holds its thread, a sender
 * that falls silent is noticed by the container's own read timeout only, and handlers run on threads of the
 * receiver, 64 at a time, so that their deadline holds all the same.
 *
 * <p><b>Answers.</b> No error pages, no cookies, no session, no version. Jetty adds a header {@code Server}
 * of its own; {@code HttpConfiguration.setSendServerVersion(false)} switches it off. Where a body stops
 * short and requests are <em>not</em> asynchronous, Tomcat insists on its own page for 400 and 408; {@code
 * ErrorReportValve.setShowServerInfo(false)} takes its version out of it.
 *
 * <p><b>Jetty</b> keeps header fields of a connection in a cache that ignores case: a credential in the wrong case
 * can pass for the one before it on the same connection. {@code HttpConfiguration.setHeaderCacheCaseSensitive(true)}
 * switches that off; do so where a source is proved by a token, or by Basic or Bearer.
 *
 * <p><b>Limits of the container</b> apply before those of a source: Undertow takes bodies of up to 2 MiB
 * ({@code UndertowOptions.MAX_ENTITY_SIZE}) and 8 to 16 KiB of header fields are usual.
 *
 * <p>Thread-safe. The receiver is neither started nor closed with the servlet.
 */
public final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private final transient WebhookReceiver receiver;
    private final transient ReadTimer timer = new ReadTimer();
    private final transient ConsumedBodies consumedBodies = new ConsumedBodies();

    /**
     * A servlet for a receiver.
     *
     * @param receiver started and closed by the application
     */
    public WebhookServlet(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Adds a servlet for a receiver to a web application that is starting, with {@code asyncSupported}.
     *
     * @param context the web application
     * @param receiver started and closed by the application
     * @param urlPattern such as {@code /webhooks/*}
     * @return the registration, for what else a container can be told of a servlet
     * @throws IllegalStateException when the pattern is taken, or the web application has started
     */
    public static ServletRegistration.Dynamic register(
            ServletContext context, WebhookReceiver receiver, String urlPattern) {
        String name = WebhookServlet.class.getName() + " " + urlPattern;
        ServletRegistration.Dynamic registration = context.addServlet(name, new WebhookServlet(receiver));
        if (registration == null) {
            throw new IllegalStateException("a webhook servlet is registered at " + urlPattern + " already");
        }
        registration.setAsyncSupported(true);
        Set<String> taken = registration.addMapping(urlPattern);
        if (!taken.isEmpty()) {
            throw new IllegalStateException("another servlet is mapped to " + taken);
        }
        return registration;
    }

    /** Answers every method itself; nothing that {@link HttpServlet} would do by default is left. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            take(request, response);
        } catch (Throwable e) {
            log.error("request failed before it was received", e);
            answerQuietly(request, response);
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response) {
        RequestHead head = RequestHeads.of(request);
        Admission admission = receiver.begin(head, RequestHeads.pathBelowMount(request));
        if (admission instanceof Admission.Refused refused) {
            EarlyAnswer.write(refused.receipt(), request, response);
        } else if (admission instanceof Admission.Answered answered) {
            EarlyAnswer.write(answered.receipt(), request, response);
        } else if (admission instanceof Admission.Admitted admitted) {
            Inbound inbound = new Inbound(request, response, admitted, consumedBodies);
            if (request.isAsyncSupported()) {
                new AsyncExchange(inbound, timer).begin();
            } else {
                ReceiptWriter.write(new BlockingExchange(inbound).receipt(), request, response);
            }
        }
    }

    private static void answerQuietly(HttpServletRequest request, HttpServletResponse response) {
        try {
            ReceiptWriter.write(Receipt.empty(500), request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } catch (Throwable e) {
            log.debug("nobody could be told", e);
        }
    }

    /** Ends the one thread that watches read deadlines. */
    @Override
    public void destroy() {
        timer.close();
    }

    @Override
    public String getServletInfo() {
        return "webhooks4j";
    }
}
