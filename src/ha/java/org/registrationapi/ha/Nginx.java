package org.registrationapi.ha;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;

/** Debian's nginx. */
record Nginx(ChildProcess process, int port) implements AutoCloseable {
  /** The headers of Debian's {@code /etc/nginx/proxy_params}, which most sites include. */
  static final String PROXY_PARAMS =
      """
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      """;

  /**
   * Starts it in front of one instance.
   *
   * @param headers directives that set headers; without any, nginx sends the host of the instance
   */
  static Nginx start(Path directory, int instance, String headers) throws IOException {
    var port = Ports.reserve();
    var server =
        """
        server {
          listen 127.0.0.1:%d;
          location / {
            proxy_pass http://localhost:%d;
            %s
          }
        }
        """
            .formatted(port, instance, headers);
    return startWith(directory, port, server);
  }

  /**
   * Starts it with other servers.
   *
   * @param port that one of them listens on
   * @param servers what a file in {@code /etc/nginx/conf.d} has
   */
  static Nginx startWith(Path directory, int port, String servers) throws IOException {
    var file = directory.resolve("nginx.conf");
    Files.writeString(file, configuration(directory, servers));
    var command = List.of("/usr/sbin/nginx", "-c", file.toString(), "-e", "stderr");
    var log = directory.resolve("nginx.log");
    return new Nginx(ChildProcess.start(command, directory, Map.of(), log), port);
  }

  private static String configuration(Path directory, String servers) {
    return """
        daemon off;
        user root;  # the files of a test are not for others
        pid %1$s/nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %2$s
        }
        """
        .formatted(directory, servers);
  }

  @Override
  public void close() {
    process.close();
  }
}
