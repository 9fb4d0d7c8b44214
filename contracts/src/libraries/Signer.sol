// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// Who signed an EIP-712 message.
library Signer {
    /// @return signer 0 if the signature is not one
    function recover(bytes32 domain, bytes32 structHash, bytes calldata signature)
        internal
        pure
        returns (address signer)
    {
        // slither-disable-next-line unused-return
        (signer,,) = ECDSA.tryRecoverCalldata(MessageHashUtils.toTypedDataHash(domain, structHash), signature);
    }
}
