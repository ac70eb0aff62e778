using System.Xml.Linq;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace ConcertMaster.Access;

/// <summary>Keeps the keys that protect cookies and tokens in the database, so that all nodes accept each other's.</summary>
internal sealed class KeyRing(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.System.OpenConnection();
        using var command = new NpgsqlCommand("select xml from app.data_protection_keys", connection);
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read()) keys.Add(XElement.Parse(reader.GetString(0)));
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.System.OpenConnection();
        using var command = new NpgsqlCommand(
            "insert into app.data_protection_keys (name, xml) values ($1, $2) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = friendlyName }, new() { Value = element.ToString() } },
        };
        command.ExecuteNonQuery();
    }
}
