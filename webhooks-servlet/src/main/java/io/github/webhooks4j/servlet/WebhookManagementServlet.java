package io.github.webhooks4j.servlet;

import io.github.webhooks4j.WebhookException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints, events, deliveries and received messages over HTTP, in JSON, mapped to a path such as {@code /api/*}:
 *
 * <pre>{@code
 * WebhookManagementServlet.builder()
 *     .webhooks(webhooks)
 *     .messages(receiver.messages())
 *     .authorizer(BearerTokens.none().with(Secret.env("API_TOKEN"), ApiAccess.everything("operator")))
 *     .build();
 * }</pre>
 *
 * <p><b>Who.</b> Nobody, unless the {@link ApiAuthorizer} says so. For a caller that is bound to one owner nothing of
 * another owner exists, nor do the received messages; figures of all owners ({@code /stats}) are refused with 403.
 *
 * <p><b>What.</b> A payload is published with the bytes that it has in the request. The secret of an endpoint is in
 * the answers to its registration and to {@code rotate-secret}, and nowhere else; the values of its header fields are
 * in none. Errors are problem documents (RFC 9457), but for 401, which has no body.
 *
 * <p>Thread-safe. Each call is answered on the container's thread. Nothing given to the builder is closed with it.
 */
public final class WebhookManagementServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WebhookManagementServlet.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final transient ApiAuthorizer authorizer;
    private final transient Routes routes;
    private final transient int maxBody;

    WebhookManagementServlet(ApiAuthorizer authorizer, Routes routes, int maxBody) {
        this.authorizer = authorizer;
        this.routes = routes;
        this.maxBody = maxBody;
    }

    /**
     * Starts a builder.
     *
     * @return the builder
     */
    public static WebhookManagementServletBuilder builder() {
        return new WebhookManagementServletBuilder();
    }

    /** Answers every method itself; nothing that {@link HttpServlet} would do by default is left. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        AnswerWriter.write(answer(request), request, response);
    }

    private ApiAnswer answer(HttpServletRequest request) {
        try {
            return authorizer.authorize(request) instanceof ApiAccess.Granted caller
                    ? answer(request, caller)
                    : ApiAnswer.empty(Problem.UNAUTHORIZED.status()).with("WWW-Authenticate", "Bearer");
        } catch (RefusedCall e) {
            return e.answer();
        } catch (WebhookException e) {
            log.warn("management call failed", e);
            return ApiAnswer.problem(Problem.UNAVAILABLE, "what is below did not answer; try again later")
                    .with("Retry-After", RETRY_AFTER_SECONDS);
        } catch (Throwable e) {
            log.error("management call failed", e);
            return ApiAnswer.problem(Problem.DEFECT, "");
        }
    }

    private ApiAnswer answer(HttpServletRequest request, ApiAccess.Granted caller) throws RefusedCall {
        Optional<Routes.Target> target = routes.find(RequestHeads.pathBelowMount(request));
        if (target.isEmpty()) {
            return ApiAnswer.problem(Problem.NOT_FOUND, "");
        }
        Optional<Routes.Call> call = target.get().call(request.getMethod());
        if (call.isEmpty()) {
            return ApiAnswer.problem(Problem.METHOD_NOT_ALLOWED, "")
                    .with("Allow", target.get().methods());
        }
        ApiAnswer answer =
                call.get().answer(new ApiCall(request, caller, target.get().id(), maxBody));
        log.debug(
                "management call done caller={} method={} path={} status={}",
                caller.name(),
                request.getMethod(),
                target.get().path(),
                answer.status());
        return answer;
    }

    @Override
    public String getServletInfo() {
        return "webhooks4j";
    }
}
