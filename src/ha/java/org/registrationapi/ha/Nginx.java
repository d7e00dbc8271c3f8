package org.registrationapi.ha;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;

/** Debian's nginx in front of one instance. */
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
   * Starts it.
   *
   * @param headers directives that set headers; without any, nginx sends the host of the instance
   */
  static Nginx start(Path directory, int instance, String headers) throws IOException {
    var port = Ports.reserve();
    var file = directory.resolve("nginx.conf");
    Files.writeString(file, configuration(directory, port, instance, headers));
    var command = List.of("/usr/sbin/nginx", "-c", file.toString(), "-e", "stderr");
    var log = directory.resolve("nginx.log");
    return new Nginx(ChildProcess.start(command, directory, Map.of(), log), port);
  }

  private static String configuration(Path directory, int port, int instance, String headers) {
    return """
        daemon off;
        pid %1$s/nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            location / {
              proxy_pass http://localhost:%3$d;
              %4$s
            }
          }
        }
        """
        .formatted(directory, port, instance, headers);
  }

  @Override
  public void close() {
    process.close();
  }
}
