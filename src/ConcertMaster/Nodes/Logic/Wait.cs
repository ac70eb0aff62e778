using System.Globalization;
using System.Text.Json;
using System.Xml;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Logic;

internal sealed class Wait : IWaitingNode
{
    private const string CallbackSignal = NodeContracts.CallbackSignal;

    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "Wait",
        Name = "Wait",
        Category = NodeCategory.Logic,
        Description = "Waits for a while, until a time, or until somebody calls back.",
        Icon = "hourglass",
        Tags = ["delay", "pause", "timer", "callback", "sleep"],
        Summary = "{{duration}}{{until}}",
        OutputPorts = ["out", "timeout"],
        IsPure = true,
        Outputs =
        [
            PortType.Of("The input and the call", "callback") with
            {
                Port = "out", KeepsInput = true, When = NodeDescriptor.Schema("""{"callback": true}"""),
            },
            PortType.Of("The input") with { KeepsInput = true },
        ],
        UnevaluatedKeys = ["condition"],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "properties": {
                "duration": {
                  "type": "string", "title": "For", "x-order": 1,
                  "description": "An ISO 8601 duration: PT5S, PT2H, P3D."
                },
                "until": {
                  "type": "string", "title": "Until", "x-order": 2,
                  "description": "An ISO 8601 time, usually an expression."
                },
                "callback": {
                  "type": "boolean", "title": "Until called back", "default": false, "x-order": 3,
                  "description": "Waits for a request to the callback address; For or Until then limit how long."
                },
                "condition": {
                  "type": "string", "title": "Only when", "x-widget": "expression", "x-order": 4,
                  "description": "Over the body of a callback; the step goes on waiting while it does not hold."
                }
              }
            }
            """),
        Documentation = """
            The output is the input. Waiting costs nothing: a waiting run is held in the database only. With `callback` the
            body of the callback is added under `callback`, and the step leaves through `timeout` when the time is up first.
            The address is what `$callbackUrl("<id of the Wait node>")` gives in any expression of the run.
            """,
        Examples =
        [
            new("Five seconds", NodeDescriptor.Schema("""{"duration": "PT5S"}""")),
            new("A callback within two days",
                NodeDescriptor.Schema("""{"callback": true, "duration": "P2D"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var until = Until(context);
        var callback = context.Config.Flag("callback");
        if (until is null && !callback)
            return new(new NodeResult.Failed("wait.endless", "Give a duration, a time, or wait for a callback."));
        if (!callback && until <= context.Now) return new(NodeResult.Complete(context.Input));
        return new(callback
            ? new NodeResult.Waiting("callback", "A callback", until)
            : new NodeResult.Waiting("timer", "A moment in time", until));
    }

    public NodeResult Resume(NodeContext context, WaitProgress progress)
    {
        var condition = context.Config.Text("condition");
        foreach (var signal in progress.Signals.Where(signal => signal.Kind == CallbackSignal))
        {
            if (condition is null or "" || context.Evaluate(condition, new(signal.Data, Input: signal.Data)).IsTruthy())
                return NodeResult.Complete(JsonShape.WithField(context.Input, "callback", signal.Data));
        }
        if (!context.Config.Flag("callback"))
            return progress.IsDue
                ? NodeResult.Complete(context.Input)
                : new NodeResult.Waiting("timer", "A moment in time", Until(context));
        return progress.IsDue
            ? NodeResult.Complete(context.Input, "timeout")
            : new NodeResult.Waiting("callback", "A callback", Until(context));
    }

    private static DateTimeOffset? Until(NodeContext context)
    {
        if (context.Config.Text("until") is { Length: > 0 } until)
            return DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? time
                : throw new NodeException("wait.time-invalid", $"'{until}' is not an ISO 8601 time.");
        if (context.Config.Text("duration") is not { Length: > 0 } duration) return null;
        try
        {
            return context.Now + XmlConvert.ToTimeSpan(duration);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new NodeException("wait.duration-invalid", $"'{duration}' is not an ISO 8601 duration such as PT5S.");
        }
    }
}
