"""What the operator's part of a dashboard draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..market.state import MemberStatus

if TYPE_CHECKING:
    from .office import Office


def office_board(office: Office) -> dict[str, Any] | None:
    """Write who takes part, by the operator's names for them, and who asks to; None for who is no operator."""
    state = office.data
    if state is None or not state.is_operator:
        return None
    names = {guest.agent: guest.name for guest in office.guests.guests.values() if guest.agent is not None}
    return {
        "homes": [
            {
                "member": member.index,
                "name": names.get(member.agent),
                "agent": member.agent,
                "status": member.status.name.lower(),
            }
            for member in state.members
            if member.status is not MemberStatus.LEFT
        ],
        "requests": [{"agent": each.agent, "name": names.get(each.agent)} for each in state.asking],
        "disputes": [],
    }
