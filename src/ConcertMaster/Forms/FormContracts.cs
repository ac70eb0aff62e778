namespace ConcertMaster.Forms;

public readonly record struct FormId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

public readonly record struct InvitationId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

public readonly record struct ResponseId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
