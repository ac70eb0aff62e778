using System.Text.Json;

namespace ConcertMaster.Sdk;

/// <summary>A fault that a JSON Schema cannot express, such as a cron expression that never fires.</summary>
/// <param name="Path">JSON Pointer into the config.</param>
public sealed record ConfigFault(string Path, string Code, string Message);

/// <summary>A node that looks at its own config beyond its schema, when a workflow is validated.</summary>
public interface ICheckedNode : INode
{
    /// <summary>Pure. Called with a config that satisfies the schema; values may still hold expressions.</summary>
    IEnumerable<ConfigFault> Check(JsonElement config, DateTimeOffset now);
}
