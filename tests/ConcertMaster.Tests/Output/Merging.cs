using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcertMaster.Tests.Output;

internal static class Merging
{
    /// <summary>The fields of both.</summary>
    public static JsonObject With(this object one, object more)
    {
        var both = JsonSerializer.SerializeToNode(one)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject()) both[name] = value?.DeepClone();
        return both;
    }

    /// <summary>Of what was created.</summary>
    public static string Id(this JsonElement created) => created.GetProperty("id").GetString()!;
}
