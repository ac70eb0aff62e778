using System.Text.Json.Nodes;

namespace ConcertMaster.EventStore.Serialization;

/// <summary>Brings an old stored shape to the next newer one while reading; what is stored stays as it is.</summary>
public interface IUpcaster
{
    /// <summary>The old alias.</summary>
    string From { get; }

    /// <summary>The alias whose shape <see cref="Upcast"/> returns; may itself be upcast again.</summary>
    string To { get; }

    /// <summary>Makes the newer shape of the older one; pure. The argument may be changed and returned.</summary>
    JsonObject Upcast(JsonObject data);
}
