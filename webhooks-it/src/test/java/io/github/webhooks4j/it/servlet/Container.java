package io.github.webhooks4j.it.servlet;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.InstanceFactory;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.xnio.Options;

/** A servlet container that listens on a free port of the loopback interface. */
interface Container extends AutoCloseable {
    /** After which silence a container gives up reading. */
    Duration READ_TIMEOUT = Duration.ofSeconds(1);

    /** One servlet, and filters in front of it; or what an initializer adds. */
    record App(
            Optional<HttpServlet> servlet,
            ServletContainerInitializer initializer,
            String contextPath,
            String pattern,
            boolean async,
            Filter... filters) {}

    int port();

    @Override
    void close() throws Exception;

    /** The containers that are promised to work. */
    enum Kind {
        JETTY {
            @Override
            Container start(App app) throws Exception {
                return jetty(app);
            }
        },
        TOMCAT {
            @Override
            Container start(App app) throws Exception {
                return tomcat(app);
            }
        },
        UNDERTOW {
            @Override
            Container start(App app) throws Exception {
                return undertow(app);
            }
        };

        abstract Container start(App app) throws Exception;
    }

    /** A running container as a port and a way to stop it; stopped once. */
    record Running(int port, AutoCloseable stop, AtomicBoolean stopped) implements Container {
        Running(int port, AutoCloseable stop) {
            this(port, stop, new AtomicBoolean());
        }

        @Override
        public void close() throws Exception {
            if (stopped.compareAndSet(false, true)) {
                stop.close();
            }
        }
    }

    private static Container jetty(App app) throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setContextPath(app.contextPath().isEmpty() ? "/" : app.contextPath());
        app.servlet().ifPresent(servlet -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(app.async());
            context.addServlet(holder, app.pattern());
        });
        context.addServletContainerInitializer(app.initializer());
        for (Filter filter : app.filters()) {
            FilterHolder front = new FilterHolder(filter);
            front.setAsyncSupported(app.async());
            context.addFilter(front, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        server.setHandler(context);
        // Else it takes a field for one seen before on the connection that differs in nothing but case.
        server.getConnectors()[0]
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setHeaderCacheCaseSensitive(true);
        ((ServerConnector) server.getConnectors()[0]).setIdleTimeout(READ_TIMEOUT.toMillis());
        server.start();
        return new Running(((ServerConnector) server.getConnectors()[0]).getLocalPort(), server::stop);
    }

    private static Container tomcat(App app) throws Exception {
        File base = Files.createTempDirectory("tomcat").toFile();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        tomcat.getConnector().setProperty("connectionTimeout", Long.toString(READ_TIMEOUT.toMillis()));
        Context context = tomcat.addContext(app.contextPath(), base.getPath());
        app.servlet().ifPresent(servlet -> {
            Wrapper wrapper = Tomcat.addServlet(context, "webhooks", servlet);
            wrapper.setAsyncSupported(app.async());
            wrapper.addMapping(app.pattern());
        });
        context.addServletContainerInitializer(app.initializer(), Set.of());
        for (int i = 0; i < app.filters().length; i++) {
            FilterDef filter = new FilterDef();
            filter.setFilterName("front" + i);
            filter.setFilter(app.filters()[i]);
            filter.setAsyncSupported(Boolean.toString(app.async()));
            context.addFilterDef(filter);
            FilterMap map = new FilterMap();
            map.setFilterName(filter.getFilterName());
            map.addURLPattern("/*");
            context.addFilterMap(map);
        }
        tomcat.start();
        return new Running(tomcat.getConnector().getLocalPort(), () -> {
            tomcat.stop();
            tomcat.destroy();
        });
    }

    private static Container undertow(App app) throws Exception {
        InstanceFactory<ServletContainerInitializer> initializer = new ImmediateInstanceFactory<>(app.initializer());
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(Container.class.getClassLoader())
                .setContextPath(app.contextPath().isEmpty() ? "/" : app.contextPath())
                .setDeploymentName("webhooks")
                .addServletContainerInitializer(
                        new ServletContainerInitializerInfo(app.initializer().getClass(), initializer, Set.of()));
        app.servlet()
                .ifPresent(servlet -> deployment.addServlet(Servlets.servlet(
                                "webhooks", servlet.getClass(), new ImmediateInstanceFactory<HttpServlet>(servlet))
                        .addMapping(app.pattern())
                        .setAsyncSupported(app.async())));
        for (int i = 0; i < app.filters().length; i++) {
            InstanceFactory<Filter> filter = new ImmediateInstanceFactory<>(app.filters()[i]);
            deployment.addFilter(Servlets.filter("front" + i, app.filters()[i].getClass(), filter)
                    .setAsyncSupported(app.async()));
            deployment.addFilterUrlMapping("front" + i, "/*", DispatcherType.REQUEST);
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setSocketOption(Options.READ_TIMEOUT, (int) READ_TIMEOUT.toMillis())
                .setHandler(Handlers.path().addPrefixPath(deployment.getContextPath(), manager.start()))
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return new Running(port, () -> {
            server.stop();
            manager.stop();
            manager.undeploy();
        });
    }
}
