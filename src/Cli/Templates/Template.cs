// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;

namespace Husk.Cli.Templates;

/// <summary>A template in Go's language, as <c>--format</c> takes it, carried out on JSON.</summary>
internal sealed class Template
{
    /// <summary>What the message of everything wrong with a template begins with.</summary>
    public const string Complaint = "template parsing error: ";

    // A name that no variable can have.
    private const string LabelMethod = ".Label";

    private readonly List<Node> _nodes;
    private readonly string? _missing;

    private Template(List<Node> nodes, string? missing)
    {
        _nodes = nodes;
        _missing = missing;
    }

    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    /// <param name="text">The template.</param>
    /// <param name="missing">What stands for a field that is not there; null makes it an error.</param>
    /// <exception cref="TemplateException">It does not parse.</exception>
    public static Template Parse(string text, string? missing = null)
    {
        try
        {
            return new Template(Parser.Parse(text), missing);
        }
        catch (TemplateException e)
        {
            throw new TemplateException($"{Complaint}template: :1: {e.Message}");
        }
    }

    /// <summary>What it prints for this.</summary>
    /// <param name="dot">The outermost dot.</param>
    /// <param name="label">What <c>.Label "KEY"</c> is, the one method that docker's rows have.</param>
    /// <exception cref="TemplateException">It asks for what is not there.</exception>
    public string Run(JsonNode? dot, Func<string, string>? label = null) => Execute(Values.Of(dot), label);

    /// <summary>What it prints for a value of docker's client: a template that asks for what that has not, such as
    /// <c>.Id</c>, works on its JSON (docker/cli, inspect.go, tryRawInspectFallback).</summary>
    /// <param name="dot">Its JSON.</param>
    /// <param name="type">What it is to Go.</param>
    /// <exception cref="TemplateException">It asks for what neither has.</exception>
    public string Run(JsonObject dot, GoType type)
    {
        try
        {
            return Execute(Typed.Of(dot, type), label: null);
        }
        catch (TemplateException)
        {
            return Run(dot);
        }
    }

    private string Execute(object? value, Func<string, string>? label)
    {
        var output = new StringBuilder();
        var scope = new Scope(null);
        scope.Declare("$", value);
        scope.Declare(LabelMethod, label);
        try
        {
            Run(_nodes, value, scope, output);
        }
        catch (TemplateException e)
        {
            throw new TemplateException($"{Complaint}template: :1: executing \"\"{(e.Message.StartsWith(" at", StringComparison.Ordinal) ? "" : ": ")}{e.Message}");
        }
        return output.ToString();
    }

    private Flow Run(List<Node> nodes, object? dot, Scope scope, StringBuilder output)
    {
        foreach (Node node in nodes)
        {
            Flow flow = Run(node, dot, scope, output);
            if (flow is not Flow.On)
                return flow;
        }
        return Flow.On;
    }

    private Flow Run(Node node, object? dot, Scope scope, StringBuilder output)
    {
        switch (node)
        {
            case Node.Text text:
                output.Append(text.Content);
                return Flow.On;
            case Node.Print print:
                object? value = Evaluate(print.Pipeline, dot, scope);
                if (print.Pipeline.Variables.Length == 0)
                    output.Append(Values.Print(value));
                return Flow.On;
            case Node.If test:
                var inside = new Scope(scope);
                return Run(
                    Values.IsTrue(Evaluate(test.Condition, dot, inside)) ? test.Then : test.Else, dot, inside, output);
            case Node.With with:
                var within = new Scope(scope);
                object? subject = Evaluate(with.Subject, dot, within);
                return Values.IsTrue(subject)
                    ? Run(with.Then, subject, within, output)
                    : Run(with.Else, dot, within, output);
            case Node.Range range:
                return Run(range, dot, scope, output);
            case Node.Break:
                return Flow.Break;
            default:
                return Flow.Continue;
        }
    }

    private Flow Run(Node.Range range, object? dot, Scope scope, StringBuilder output)
    {
        Pipeline subject = range.Subject;
        (object Key, object? Value)[] items = [.. Values.Items(Evaluate(subject with { Variables = [] }, dot, scope))];
        if (items.Length == 0)
            return Run(range.Else, dot, new Scope(scope), output);
        foreach ((object key, object? value) in items)
        {
            var inside = new Scope(scope);
            if (subject.Variables.Length == 2)
                inside.Set(subject.Variables[0], key, subject.Declares);
            if (subject.Variables.Length > 0)
                inside.Set(subject.Variables[^1], value, subject.Declares);
            if (Run(range.Body, value, inside, output) is Flow.Break)
                break;
        }
        return Flow.On;
    }

    private object? Evaluate(Pipeline pipeline, object? dot, Scope scope)
    {
        object? value = null;
        foreach ((int index, List<Operand> command) in pipeline.Commands.Index())
            value = Evaluate(command, dot, scope, index > 0, value);
        if (pipeline.Variables.Length > 0)
            scope.Set(pipeline.Variables[^1], value, pipeline.Declares);
        return value;
    }

    private object? Evaluate(List<Operand> command, object? dot, Scope scope, bool piped, object? last)
    {
        if (command[0] is Operand.Dot or Operand.Variable { Name: "$" } && command[0].Fields is ["Label"]
            && scope.Get(LabelMethod) is Func<string, string> label)
        {
            return label(TextOf(command, dot, scope, piped, last));
        }
        if (command[0] is not Operand.Function function)
        {
            return command.Count == 1 && !piped
                ? Evaluate(command[0], dot, scope)
                : throw new TemplateException($"can't give argument to non-function {Name(command[0])}");
        }
        if (function.Name is "and" or "or")
            return Choose(function.Name == "and", command, dot, scope, piped, last);
        IEnumerable<object?> arguments = command.Skip(1).Select(operand => Evaluate(operand, dot, scope));
        return Functions.Call(function.Name, [.. piped ? arguments.Append(last) : arguments]);
    }

    private string TextOf(List<Operand> command, object? dot, Scope scope, bool piped, object? last)
    {
        int count = command.Count - 1 + (piped ? 1 : 0);
        if (count != 1)
            throw new TemplateException($" at <{Name(command[0])}>: wrong number of args for Label: want 1 got {count}");
        object? value = piped ? last : Evaluate(command[1], dot, scope);
        return value as string
            ?? throw new TemplateException($" at <{Name(command[0])}>: wrong type for value; expected string; got {Values.Print(value)}");
    }

    /// <summary>The first argument that decides, or the last one.</summary>
    private object? Choose(bool and, List<Operand> command, object? dot, Scope scope, bool piped, object? last)
    {
        object? value = null;
        foreach (Operand operand in command.Skip(1))
        {
            value = Evaluate(operand, dot, scope);
            if (Values.IsTrue(value) != and)
                return value;
        }
        return piped ? last : value;
    }

    private object? Evaluate(Operand operand, object? dot, Scope scope) => operand switch
    {
        Operand.Literal literal => literal.Value,
        Operand.Dot => Fields(dot, operand.Fields),
        Operand.Variable variable => Fields(scope.Get(variable.Name), operand.Fields),
        Operand.Nested nested => Fields(Evaluate(nested.Pipeline, dot, scope), operand.Fields),
        Operand.Function function => Functions.Call(function.Name, []),
        _ => null,
    };

    private object? Fields(object? value, string[] fields)
    {
        for (int i = 0; i < fields.Length; i++)
            value = Field(value, fields, i);
        return value;
    }

    private object? Field(object? value, string[] fields, int at)
    {
        string field = fields[at];
        if (value is JsonObject map && map.TryGetPropertyValue(field, out JsonNode? found))
            return Values.Of(found);
        if (value is Typed typed && typed.TryField(field, out object? inside))
            return inside;
        if (_missing is not null)
            return _missing;
        if (ReferenceEquals(value, Values.NoValue))
            return value;
        string where = $" at <.{string.Join('.', fields)}>";
        throw new TemplateException(value switch
        {
            null or NilPointer => $"{where}: nil pointer evaluating .{field}",
            JsonObject => $"{where}: map has no entry for key \"{field}\"",
            _ => $"{where}: can't evaluate field {field} in {Values.Print(value)}",
        });
    }

    private static string Name(Operand operand) =>
        operand is Operand.Dot ? "." + string.Join('.', operand.Fields) : "value";
}
