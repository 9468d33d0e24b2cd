package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.MethodOf;
import dev.sonde.tracer.condition.ValueType.Kind;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of any method of the application, with {@code --allow-calls}. */
final class AnyCalls {
  private final Typer typer;
  private final Scope scope;
  private final Classes classes;

  AnyCalls(Typer typer, Scope scope, Classes classes) {
    this.typer = typer;
    this.scope = scope;
    this.classes = classes;
  }

  /** The method whose parameters take the arguments; null: there is none. */
  @Nullable Node call(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    List<Node> arguments = new ArrayList<>();
    for (Expr each : invoke.arguments()) arguments.add(typer.value(each));
    for (Class<?> owner : Calls.hierarchy(type))
      for (MethodOf method : classes.members(owner).methods()) {
        boolean named = method.name().equals(invoke.name()) && !method.isStatic();
        if (!named || Calls.parameters(method) != arguments.size()) continue;
        Node call = call(invoke.at(), target, owner, method, arguments);
        if (call != null) return call;
      }
    return null;
  }

  private @Nullable Node call(
      int at, Node target, Class<?> owner, MethodOf method, List<Node> arguments) throws Fault {
    List<ValueType> types =
        Generic.ofMethod(
            method.descriptor(),
            method.signature(),
            classes.members(owner).variables(target.type()));
    List<Node> operands = new ArrayList<>(List.of(target));
    for (int i = 0; i < arguments.size(); i++) {
      Node argument = passed(arguments.get(i), types.get(i));
      if (argument == null) return null;
      operands.add(argument);
    }
    ValueType result = types.get(types.size() - 1);
    if (result.kind() == Kind.VOID) throw new Fault(at, method.name() + " returns nothing");
    Lookup within = classes.within(owner);
    if (within == null) throw new Fault(at, owner.getName() + " cannot be opened");
    try {
      MethodType exact =
          MethodType.fromMethodDescriptorString(method.descriptor(), owner.getClassLoader());
      scope.calls();
      Node call = new Node.Apply(result, Handle.call(within, method.name(), exact), operands);
      return typer.sight().shown(at, method.name(), call);
    } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError missing) {
      throw new Fault(at, "a type of " + owner.getName() + "." + method.name() + " is missing");
    }
  }

  private @Nullable Node passed(Node argument, ValueType wanted) {
    if (wanted.isReference())
      return argument.type().isReference() && !argument.type().isNull() ? argument : null;
    Node plain = typer.plain(argument);
    if (plain.type().kind() == wanted.kind()) return plain;
    boolean number = plain.type().kind() == Kind.NUMBER && wanted.kind() == Kind.REAL;
    return number ? new Node.Wide(ValueType.REAL, plain) : null;
  }
}
