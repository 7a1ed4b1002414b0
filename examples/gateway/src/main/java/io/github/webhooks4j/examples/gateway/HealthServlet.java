package io.github.webhooks4j.examples.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** {@code GET /health}: whether the database answers. */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int PATIENCE_SECONDS = 2;

    private final transient DataSource dataSource;

    HealthServlet(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            Problem.write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "");
            return;
        }
        boolean up = databaseAnswers();
        Json.write(
                response,
                up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                JsonNodeFactory.instance.objectNode().put("status", up ? "up" : "down"));
    }

    private boolean databaseAnswers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
