package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/**
 * A DNS server on this machine whose TXT records can be set. Names without a record do not exist.
 */
public final class DnsStub implements AutoCloseable {
  private static final int MAX_PACKET = 4_096;
  private static final int MAX_TEXT = 255; // of one string of a record

  private final DatagramSocket socket;
  private final Map<String, Zone> zones = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();

  /**
   * What is answered about a name.
   *
   * @param isSilent whether there is no answer at all
   */
  private record Zone(int code, List<String> texts, boolean isSilent) {}

  /** A server without records. */
  public DnsStub() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::serve, "DNS stub");
    thread.setDaemon(true);
    thread.start();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The setting that makes the application ask this server. */
  public String setting() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Sets the TXT records of a name; without texts it exists and has none. */
  public void answer(String name, String... texts) {
    zones.put(name, new Zone(Rcode.NOERROR, List.of(texts), false));
  }

  /** Answers questions about a name with an error, such as {@link Rcode#SERVFAIL}. */
  public void fail(String name, int code) {
    zones.put(name, new Zone(code, List.of(), false));
  }

  /** Answers no questions about a name. */
  public void beSilent(String name) {
    zones.put(name, new Zone(Rcode.NOERROR, List.of(), true));
  }

  /** Removes all names, and forgets the questions. */
  public void reset() {
    zones.clear();
    questions.clear();
  }

  /** The names asked for so far. */
  public List<String> questions() {
    return questions;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
        socket.receive(packet);
        var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        var name = query.getQuestion().getName();
        var asked = name.toString(true);
        questions.add(asked);
        var zone = zones.getOrDefault(asked, new Zone(Rcode.NXDOMAIN, List.of(), false));
        if (!zone.isSilent()) send(answer(query, name, zone), packet);
      } catch (IOException e) {
        if (!socket.isClosed()) throw new UncheckedIOException(e);
      }
    }
  }

  private static Message answer(Message query, Name name, Zone zone) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.getHeader().setRcode(zone.code());
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    for (var text : zone.texts())
      answer.addRecord(new TXTRecord(name, DClass.IN, 60, parts(text)), Section.ANSWER);
    return answer;
  }

  /** A long text is several strings of one record. */
  private static List<String> parts(String text) {
    return List.of(text.split("(?<=\\G.{" + MAX_TEXT + "})"));
  }

  private void send(Message answer, DatagramPacket asked) throws IOException {
    var bytes = answer.toWire();
    socket.send(new DatagramPacket(bytes, bytes.length, asked.getSocketAddress()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
