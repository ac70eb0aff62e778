using System.Text.Json;
using ConcertMaster.Sdk;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Nodes.Triggers;

internal sealed class ScheduleTrigger : ICheckedNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "ScheduleTrigger",
        Name = "Schedule",
        Category = NodeCategory.Trigger,
        Description = "Starts runs at times given by a cron expression in a time zone.",
        Icon = "calendar-clock",
        Tags = ["cron", "timer", "start", "every", "interval"],
        Summary = "{{cron}} {{timezone}}",
        IsTrigger = true,
        IsPure = true,
        Outputs = [PortType.Of("Time", "scheduledFor", "firedAt", "backfill")],
        ConfigSchema = NodeDescriptor.Schema("""
            {
              "type": "object",
              "required": ["cron"],
              "properties": {
                "cron": {
                  "type": "string", "title": "When", "minLength": 9, "maxLength": 200, "x-widget": "cron", "x-order": 1,
                  "description": "Five fields (minute hour day month weekday), or six with seconds first."
                },
                "timezone": {
                  "type": "string", "title": "Time zone", "default": "UTC", "x-order": 2,
                  "description": "A name of the IANA database, such as Europe/Berlin."
                }
              }
            }
            """),
        Documentation = """
            Output: `{scheduledFor, firedAt}`. Where clocks go forward, a time that does not exist is moved to the next one
            that does; where they go back, a time that exists twice fires once. What happens to times that were missed while
            nothing ran is set for the workflow (`missedRuns`: `skip`, `once`, `all`).
            """,
        Examples =
        [
            new("Every working day at nine",
                NodeDescriptor.Schema("""{"cron": "0 9 * * 1-5", "timezone": "Europe/Berlin"}""")),
            new("First day of each quarter",
                NodeDescriptor.Schema("""{"cron": "0 6 1 1,4,7,10 *", "timezone": "UTC"}""")),
        ],
    };

    public ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct) =>
        new(NodeResult.Complete(context.Input));

    public IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now)
    {
        string? invalid = null;
        DateTimeOffset? next = null;
        try
        {
            next = Schedules.Parse(config.Text("cron") ?? "", config.Text("timezone")).NextAfter(now);
        }
        catch (FormatException e)
        {
            invalid = e.Message;
        }
        if (invalid is not null)
            yield return new(invalid.Contains("time zone", StringComparison.Ordinal) ? "/timezone" : "/cron",
                "schedule.invalid", invalid);
        else if (next is null)
            yield return new("/cron", "schedule.never", "The schedule never fires. Choose a day that exists.");
    }
}
