package dev.sonde.operator.attach;

import dev.sonde.wire.Protocol;
import dev.sonde.wire.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What an agent is told when it is loaded. Everybody on the machine may read it, and jcmd cuts it
 * at the first {@code =}.
 *
 * @param socket where to dial, as the target sees it
 * @param targetSha256 of the jar that comes first
 */
record AgentArguments(String socket, SessionId id, String targetSha256) {
  String text() {
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(path)
        + ":"
        + Protocol.VERSION
        + ":"
        + id
        + ":"
        + targetSha256;
  }
}
