package dev.sonde.operator.session;

import dev.sonde.json.JsonWriter;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.Tag;
import dev.sonde.wire.Tokens;
import dev.sonde.wire.WireException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes encoded maps as JSON, token by token: the same text that {@code JsonWriter} makes of the
 * decoded map, without making one. Where it stands between two tokens is one number, so that the
 * {@link Form} of a part is made once and copied whenever it comes at the same place again.
 */
final class Transcript {
  /** What may come next; the lowest bits of a place. */
  private static final int VALUE = 0;

  private static final int FIRST_KEY = 1;
  private static final int KEY = 2;
  private static final int FIRST_ITEM = 3;
  private static final int ITEM = 4;
  private static final int NOTHING = 5;
  private static final int EXPECTED = 7;

  /** Above them: how many lists and maps are open. */
  private static final int DEPTH = 3;

  private static final int DEPTHS = 31;

  /** Above that, for each open one: whether it is a map. */
  private static final int KINDS = 8;

  private final Names names;
  private final Tokens in;
  private int place;

  /** What is told of each value that is written; null: nobody wants to know. */
  private @Nullable Exemplar taken;

  Transcript(Names names) {
    this.names = names;
    in = new Tokens(names);
  }

  /**
   * @return what others are held against that begin as this one; null: nothing
   * @throws WireException if the bytes are not exactly one map; what was written is to be forgotten
   */
  @Nullable Exemplar write(byte[] bytes, int from, int to, JsonBytes out) {
    Exemplar like = names.exemplar(in.of(bytes, from, to).part());
    if (like != null && like.write(bytes, from, to, out)) return like;
    taken = like != null && like.due() ? like : null;
    if (taken != null) taken.begin(from, out.size());
    tokens(bytes, from, to, out);
    if (taken != null) taken.end(bytes, to, out);
    return like;
  }

  private void tokens(byte[] bytes, int from, int to, JsonBytes out) {
    in.of(bytes, from, to);
    place = VALUE;
    while (in.left() > 0) {
      int part = in.part();
      if (part >= 0) part(part, out);
      else token(in.position(), in.next(), out);
    }
    if (place != NOTHING) throw new WireException("a value ends too early");
    if (out.size() == 0 || out.array()[out.size() - 1] != '}')
      throw new WireException("expected a map");
  }

  private void part(int id, JsonBytes out) {
    Names.Part part = names.known(id);
    if (part == null) throw new WireException("part " + id + " was never defined");
    in.expand(part.length());
    Form form = part.form;
    if (form == null || form.from != place) names.keep(part, form = form(id));
    int hole = form.plain(0, in, out, taken);
    for (; hole < form.holes(); hole = form.plain(hole, in, out, taken)) fill(form, hole++, out);
    form.end(out);
    place = form.to;
  }

  /** What a part becomes here. */
  private Form form(int id) {
    Transcript pieces = new Transcript(names);
    pieces.in.ofPart(id);
    pieces.place = place;
    JsonBytes out = new JsonBytes(0);
    int[] cuts = {};
    int[] places = {};
    while (pieces.in.left() > 0) {
      byte tag = pieces.in.next();
      if (tag != Tag.HOLE) {
        pieces.token(0, tag, out);
        continue;
      }
      cuts = with(cuts, out.size());
      places = with(places, pieces.place);
      pieces.pass();
    }
    return new Form(place, pieces.place, out, cuts, places);
  }

  /** Whether a value may stand here, and nothing need stand before it. */
  static boolean takesValue(int place) {
    return (place & EXPECTED) == VALUE;
  }

  private static int[] with(int[] all, int more) {
    int[] longer = Arrays.copyOf(all, all.length + 1);
    longer[all.length] = more;
    return longer;
  }

  /** As if a value stood here, or a key. */
  private void pass() {
    int expected = place & EXPECTED;
    if (expected == NOTHING) throw new WireException("a value after the end of a value");
    if (expected == FIRST_KEY || expected == KEY) place = place & ~EXPECTED | VALUE;
    else done();
  }

  private void fill(Form form, int hole, JsonBytes out) {
    int at = in.position();
    byte tag = whole();
    if (tag == Tag.END) throw new WireException("an end in the hole of a part");
    place = form.place(hole);
    token(at, tag, out);
    if (tag == Tag.MAP || tag == Tag.LIST) rest(out);
  }

  /** The rest of a list or map that has just begun. */
  private void rest(JsonBytes out) {
    int depth = depth();
    while (depth() >= depth) token(in.position(), whole(), out);
  }

  /** The next token, which must be no part's. */
  private byte whole() {
    if (in.part() >= 0) throw new WireException("a part in the hole of a part");
    return in.next();
  }

  /**
   * @param at where it begins
   */
  private void token(int at, byte tag, JsonBytes out) {
    int expected = place & EXPECTED;
    if (tag == Tag.END) close(expected, out);
    else if (expected == FIRST_KEY || expected == KEY) key(tag, expected, out);
    else {
      if (expected == ITEM) out.raw(',');
      else if (expected == NOTHING) throw new WireException("a value after the end of a value");
      value(at, tag, out);
    }
  }

  private void key(byte tag, int expected, JsonBytes out) {
    if (expected == KEY) out.raw(',');
    if (tag == Tag.NAME) name(out);
    else if (tag == Tag.STRING) out.text(in.array(), in.from(), in.to());
    else throw new WireException("a map entry without its key or value");
    out.raw(':');
    place = place & ~EXPECTED | VALUE;
  }

  private void value(int at, byte tag, JsonBytes out) {
    switch (tag) {
      case Tag.MAP -> open(true, out);
      case Tag.LIST -> open(false, out);
      default -> {
        int text = out.size();
        scalar(tag, out);
        if (taken != null) taken.value(at, in.position(), text, out.size());
        done();
      }
    }
  }

  private void scalar(byte tag, JsonBytes out) {
    switch (tag) {
      case Tag.NULL -> out.raw("null");
      case Tag.FALSE -> out.raw("false");
      case Tag.TRUE -> out.raw("true");
      case Tag.LONG -> out.number(in.integer());
      case Tag.DOUBLE -> out.number(in.real());
      case Tag.STRING -> out.text(in.array(), in.from(), in.to());
      case Tag.NAME -> name(out);
      default -> out.raw(JsonWriter.line(in.bytes()));
    }
  }

  private void name(JsonBytes out) {
    byte[] json = names.json(in.id());
    if (json == null) out.text(in.name());
    else out.raw(json, 0, json.length);
  }

  private void open(boolean map, JsonBytes out) {
    int depth = depth();
    if (depth >= Protocol.MAX_DEPTH)
      throw new WireException("a value nests deeper than " + Protocol.MAX_DEPTH);
    out.raw(map ? '{' : '[');
    int kinds = place >>> KINDS & ~(1 << depth) | (map ? 1 << depth : 0);
    place = kinds << KINDS | depth + 1 << DEPTH | (map ? FIRST_KEY : FIRST_ITEM);
  }

  private void close(int expected, JsonBytes out) {
    int depth = depth();
    if (depth == 0 || expected == VALUE) throw new WireException("an end of nothing");
    out.raw(isMap(depth - 1) ? '}' : ']');
    place = place & ~(DEPTHS << DEPTH) & ~(1 << KINDS + depth - 1) | depth - 1 << DEPTH;
    done();
  }

  /** A value is complete: what comes next in what is open. */
  private void done() {
    int depth = depth();
    int next = depth == 0 ? NOTHING : isMap(depth - 1) ? KEY : ITEM;
    place = place & ~EXPECTED | next;
  }

  private int depth() {
    return place >>> DEPTH & DEPTHS;
  }

  private boolean isMap(int depth) {
    return (place >>> KINDS + depth & 1) != 0;
  }
}
