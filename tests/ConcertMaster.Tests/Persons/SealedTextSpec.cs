using System.Globalization;
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
        text.ShouldMatch(@"^sealed\.v1\.p\.[0-9a-f]{32}_[A-Za-z0-9_-]+\.$");
        Find($"Dear {text}, welcome").Person.ShouldBe(Ana);
        Seal(AppJson.ToElement("Ana <b>")).ShouldNotBe(text);
    }

    [Theory]
    [InlineData("{0}{1}")]
    [InlineData("{0}_{1}-x")]
    [InlineData("a{0}0")]
    [InlineData("{0}.{1}..")]
    [InlineData("{0}sealed{1}")]
    public void It_keeps_apart_from_whatever_stands_beside_it(string text) =>
        Open(string.Format(CultureInfo.InvariantCulture, text, Seal(AppJson.ToElement("Ana")), Seal(AppJson.ToElement(7))))
            .ShouldBe(string.Format(CultureInfo.InvariantCulture, text, "Ana", "7"));

    [Theory]
    [InlineData("{0}")]
    [InlineData("Dear {0}.")]
    [InlineData("{0}{0}")]
    [InlineData("{0} {1}")]
    [InlineData("{0}{1}")]
    [InlineData("{1}{0}")]
    public void What_was_sealed_before_it_had_an_end_is_read_as_ever(string text) =>
        Open(string.Format(CultureInfo.InvariantCulture, text, WithoutEnd, Seal(AppJson.ToElement(7))))
            .ShouldBe(string.Format(CultureInfo.InvariantCulture, text, "Ana", "7"));

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

    private const string WithoutEnd =
        "sealed.v1.p.0198b00000007000800000000000000a.AAECAwQFBgcICQoL5zsfyzF4ndlVF0zKRqclMmVDuHrn";

    private static string Open(string text) => SealedText.Pattern().Replace(text,
        match => SealedText.Unseal(Tenant, SealedText.Found.From(match), Key)?.ToString() ?? "•••");

    private static string Seal(JsonElement value) => SealedText.Seal(Tenant, Ana, Key, value, Protection.Personal);

    private static SealedText.Found Find(string text) => SealedText.Found.From(SealedText.Pattern().Match(text));
}
