using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Persons;

public sealed class SealedTextSpec
{
    private static readonly TenantId Tenant = new("t");
    private static readonly PersonId Ana = new(new Guid("0198b000-0000-7000-8000-00000000000a"));
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Theory]
    [InlineData("\"Ana\"")]
    [InlineData("12.5")]
    [InlineData("""[{"first":"Ü \" \u0001"}]""")]
    public void What_was_sealed_comes_back_as_it_was(string json)
    {
        var value = JsonSerializer.Deserialize<JsonElement>(json);
        var opened = SealedText.Unseal(Tenant, Find(Seal(value)), Key);
        JsonElement.DeepEquals(opened!.Value, value).ShouldBeTrue();
    }

    [Fact]
    public void It_can_be_found_in_whatever_was_made_of_it_and_needs_no_escaping()
    {
        var text = Seal(AppJson.ToElement("Ana <b>"));
        text.ShouldMatch(@"^sealed\.v1\.p\.[0-9a-f]{32}\.[\w-]+$");
        Find($"Dear {text}, welcome").Person.ShouldBe(Ana);
        Seal(AppJson.ToElement("Ana <b>")).ShouldNotBe(text);
    }

    [Fact]
    public void Another_key_tenant_person_or_class_opens_nothing()
    {
        var found = Find(Seal(AppJson.ToElement("Ana")));
        SealedText.Unseal(Tenant, found, [.. Key.Reverse()]).ShouldBeNull();
        SealedText.Unseal(new("other"), found, Key).ShouldBeNull();
        SealedText.Unseal(Tenant, found with { Person = new(Guid.Empty) }, Key).ShouldBeNull();
        SealedText.Unseal(Tenant, found with { Protection = Protection.Contact }, Key).ShouldBeNull();
        SealedText.Unseal(Tenant, found with { Data = found.Data[..40] }, Key).ShouldBeNull();
    }

    private static string Seal(JsonElement value) => SealedText.Seal(Tenant, Ana, Key, value, Protection.Personal);

    private static SealedText.Found Find(string text) => SealedText.Found.From(SealedText.Pattern().Match(text));
}
