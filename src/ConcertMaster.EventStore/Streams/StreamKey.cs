namespace ConcertMaster.EventStore.Streams;

/// <summary>The organisation that a stream, an event or a row belongs to. Compared ordinally, case-sensitively.</summary>
public readonly record struct TenantId(string Value)
{
    /// <summary>Marten's tenant for what belongs to no organisation.</summary>
    public static readonly TenantId Default = new("*DEFAULT*");

    /// <summary>The id of the tenant.</summary>
    public override string ToString() => Value;
}

/// <summary>Names one stream: the tenant and the id within it.</summary>
public readonly record struct StreamKey(TenantId Tenant, Guid Id)
{
    /// <summary>Tenant and id, for logs and messages.</summary>
    public override string ToString() => $"{Tenant.Value}/{Id}";
}
