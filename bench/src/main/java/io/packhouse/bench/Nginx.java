package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.packhouse.testkit.ChildProcess;

/** nginx with a configuration of our own, serving one directory from a free port. */
record Nginx(ChildProcess process, int port) implements AutoCloseable {

    static Nginx serve(Path files, Path directory, int port) throws IOException {
        var configuration = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                user %1$s;
                worker_processes auto;
                pid %2$s/nginx.pid;
                error_log %2$s/error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_requests 1000000;
                  client_body_temp_path %2$s/body;
                  proxy_temp_path %2$s/proxy;
                  fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi;
                  scgi_temp_path %2$s/scgi;
                  server { listen 127.0.0.1:%3$d; root %4$s; }
                }
                """.formatted(System.getProperty("user.name"), directory, port, files));
        var process = ChildProcess.start(List.of("nginx", "-c", configuration.toString(), "-e",
                directory.resolve("error.log").toString()), Map.of(), directory);
        Sockets.awaitListener(port, Duration.ofSeconds(10));
        return new Nginx(process, port);
    }

    @Override
    public void close() {
        Ground.stop(process);
    }
}
